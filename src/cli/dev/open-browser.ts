import open from 'open';
import { messageOf } from '../../error-text.ts';

/** Opens an address in the default browser. A failure is only reported, since the local cloud does not need a browser. */
export async function openBrowser(
  address: string,
  report: (text: string) => void,
  opener: (address: string) => Promise<unknown> = open,
): Promise<void> {
  try {
    await opener(address);
  } catch (error) {
    const why = messageOf(error);
    report(`No browser could be opened (${why}); open ${address} yourself\n`);
  }
}
