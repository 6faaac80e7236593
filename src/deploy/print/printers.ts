import type { Deployment } from '../deployment.ts';
import { printRam } from './print-ram.ts';
import { printServerlessDevs } from './print-serverless-devs.ts';
import { printRos } from './ros/print-ros.ts';
import { printTerraform } from './terraform/print-terraform.ts';

/** The forms of a deployment. */
export const DEPLOYMENT_FORMS = ['ros', 'serverless-devs', 'terraform', 'ram'] as const;
export type DeploymentForm = (typeof DEPLOYMENT_FORMS)[number];

/** The printer of each form. The text ends with a line feed. */
export const PRINTERS: Readonly<Record<DeploymentForm, (deployment: Deployment) => string>> = {
  ros: printRos,
  'serverless-devs': printServerlessDevs,
  terraform: printTerraform,
  ram: printRam,
};
