import { generate } from 'selfsigned'
import { beforeAll, describe, expect, it } from 'vitest'
import { readKeyPair } from '../../src/documents/key-pair.ts'

type Pair = Awaited<ReturnType<typeof generate>>
const DAY = 24 * 3600 * 1000
const make = (name: string, dns: readonly string[] = []): Promise<Pair> =>
  generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    notBeforeDate: new Date('2026-01-01T00:00:00Z'),
    notAfterDate: new Date('2026-02-01T00:00:00Z'),
    ...(dns.length > 0 && { extensions: [{ name: 'subjectAltName', altNames: dns.map((value) => ({ type: 2, value })) }] }),
  })

describe('readKeyPair', () => {
  let [named, common]: Pair[] = []
  beforeAll(async () => {
    ;[named, common] = await Promise.all([make('ignored.example', ['a.example', '*.b.example']), make('common.example')])
  })
  const pair = (one: Pair | undefined) => one as Pair

  it('says for which names and when a pair holds', () => {
    const facts = readKeyPair(pair(named).cert, pair(named).private)
    expect(facts).toMatchObject({ algorithm: 'ec', names: ['a.example', '*.b.example'] })
    if (facts.problem !== undefined) throw new Error(facts.problem)
    expect(facts.validUntil - facts.validFrom).toBe(31 * DAY)
  })

  it('takes the narrowest time of a chain, and the names of its leaf', () => {
    const facts = readKeyPair(`${pair(named).cert}\n${pair(common).cert}`, pair(named).private)
    expect(facts).toMatchObject({ names: ['a.example', '*.b.example'] })
  })

  it('skips what stands before the key', () => {
    const parameters = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n'
    expect(readKeyPair(pair(named).cert, parameters + pair(named).private).problem).toBeUndefined()
  })

  it.each([
    ['nothing', '', '', /tls\.crt holds no certificate/],
    ['junk', 'junk', 'junk', /tls\.crt holds no certificate/],
    ['a broken certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', '', /certificate 1 of tls\.crt cannot be read/],
  ])('%s is no pair', (_, certificate, key, problem) => {
    expect(readKeyPair(certificate, key).problem).toMatch(problem)
  })

  it('a key that is none, or of another pair, is named', () => {
    expect(readKeyPair(pair(named).cert, 'junk').problem).toMatch(/tls\.key holds no private key/)
    expect(readKeyPair(pair(named).cert, '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----').problem).toMatch(/tls\.key cannot be read/)
    expect(readKeyPair(pair(named).cert, pair(common).private).problem).toMatch(/does not belong/)
  })
})
