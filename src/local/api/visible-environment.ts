/**
 * The variables of a function that an API shows: all except those that can contain secrets, because the default key of the store
 * is public. The platforms show all of them. `OTEL_EXPORTER_OTLP_HEADERS` contains the key of a monitoring service.
 */
export function visibleEnvironment(environment: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !secretNames.test(name)));
}

const secretNames = /SECRET|TOKEN|PASSWORD|_HEADERS$/;
