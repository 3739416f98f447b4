import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Address } from '../../webhook/address.ts'
import { formatAddress } from '../address.ts'
import type { ServeFlags } from './flags.ts'

/** Sent by the command of the banner: refused for several reasons. */
const EXAMPLE = 'examples/reviews/missing-grant.json'

export interface BannerParts {
  readonly version: string
  readonly address: Address
  readonly healthAddress: Address
  readonly flags: ServeFlags
  /** What the cluster is, in words. */
  readonly cluster: string
  /** What is to be known of it now: counts, problems. */
  readonly seen: readonly string[]
  readonly entries: readonly string[]
}

/** What a person sees who starts it at a terminal: where it listens, what it sees, and a command to try. */
export function banner({ version, address, healthAddress, flags, cluster, seen, entries }: BannerParts): string {
  const lines = [
    `portcullis ${version} takes reviews at https://${formatAddress(reachable(address))}; health and metrics at http://${formatAddress(reachable(healthAddress))}`,
    `cluster: ${cluster}`,
    ...seen.map((line) => `  ${line}`),
    entries.length > 0
      ? `implementations: ${entries.join(', ')}`
      : 'implementations: none configured, so each controller counts as its newest known version',
  ]
  if (flags.cluster !== undefined && existsSync(EXAMPLE)) lines.push('try it:', tryIt(address, flags))
  return `${lines.join('\n')}\n`
}

function tryIt(address: Address, { selfSignedDir }: ServeFlags): string {
  const trust = selfSignedDir === undefined ? '-k' : `--cacert ${shell(join(relative('.', selfSignedDir), 'ca.crt'))}`
  return `curl -sS ${trust} -H 'Content-Type: application/json' --data-binary @${EXAMPLE} https://${formatAddress(reachable(address))}/validate`
}

/** Every address is no address to call. */
function reachable({ host, port }: Address): Address {
  return { host: host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host, port }
}

function shell(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
