import { isIP } from 'node:net'
import type { Address } from '../webhook/address.ts'
import { UsageError } from './command.ts'

/** `127.0.0.1:8443`, `[::1]:8443`, `:8443` (every address) or `localhost:8443`. Port 0 takes a free one. */
export function parseAddress(flag: string, text: string): Address {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]*)):(\d{1,5})$/.exec(text)
  const port = Number(match?.[3])
  const bracketed = match?.[1]
  if (!match || port > 65_535 || (bracketed !== undefined && isIP(bracketed) !== 6)) {
    throw new UsageError(`${flag} cannot be "${text}": write ADDRESS:PORT, such as 127.0.0.1:8443 or [::1]:8443`)
  }
  return { host: bracketed ?? (match[2] || '0.0.0.0'), port }
}

export function formatAddress({ host, port }: Address): string {
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`
}
