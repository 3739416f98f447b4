import { readFileSync } from 'node:fs'

/** The version of the package that this file belongs to, in the checkout as in the published package. */
export function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
  return version
}
