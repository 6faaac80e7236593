import { expect, test } from 'vitest';
import { ossutilArguments } from '../../../src/cli/ossutil/ossutil-arguments.ts';

function words(line: string): readonly string[] {
  return line.split(' ').filter((word) => word !== '');
}

test.each<[line: string, read: string]>([
  ['api put-symlink --key a', 'api put-symlink --key a'],
  ['-c file api put-symlink --key a', 'api put-symlink -c file --key a'],
  ['--config-file=file -q api get-symlink --key a', 'api get-symlink --config-file=file -q --key a'],
  ['api -e host --region r get-symlink --key a', 'api get-symlink -e host --region r --key a'],
  ['-e host api -k s put-symlink -i id', 'api put-symlink -e host -k s -i id'],
  ['api put-symlink -k=s --key=a=b -e=http://h', 'api put-symlink -k s --key=a=b -e http://h'],
  // A value stays a value, even if it looks like an option.
  ['api put-symlink --key -k=v --symlink-target -e=x', 'api put-symlink --key -k=v --symlink-target -e=x'],
  ['api put-symlink -k -i=x', 'api put-symlink -k -i=x'],
  ['api', 'api'],
  ['api --help', 'api --help'],
  ['-e host api', 'api -e host'],
])('%s is read as %s', (line, read) => {
  expect(ossutilArguments(words(line))).toEqual(words(read));
});

test.each([
  'put-symlink --key a',
  'sweep --endpoint api',
  '-c file sweep',
  'explain api',
  '-c api',
  '--nosuch api put-symlink',
  '--json api put-symlink',
  '-k=s put-symlink',
  '',
])('%s is not a line of ossutil, and is unchanged', (line) => {
  expect(ossutilArguments(words(line))).toEqual(words(line));
});
