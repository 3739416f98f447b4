import { X509Certificate } from 'node:crypto'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:tls'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BACKDATE, CA_LIFE, endOf, issuedBy, LEAF_LIFE, makeCa, makeLeaf } from '../../src/tls/certificate.ts'
import { ManagedCaSource } from '../../src/tls/managed-ca-source.ts'
import { serviceNames } from '../../src/tls/names.ts'
import { readCertificates } from '../../src/tls/pem.ts'
import { FakeClock, Lines } from './fake-clock.ts'
import { FakeConfigurations, FakeSecret, rendezvous } from './fake-cluster.ts'

const DAY = 24 * 3_600_000
const MINUTE = 60_000
const NAMES = serviceNames('portcullis', 'portcullis')
const TWO_THIRDS = ((CA_LIFE + BACKDATE) * 2) / 3 - BACKDATE

let clock: FakeClock
let log: Lines
let secret: FakeSecret
let configurations: FakeConfigurations
let repairs: number
let running: ManagedCaSource[]
const servers: Server[] = []

beforeEach(() => {
  clock = new FakeClock(0)
  log = new Lines()
  secret = new FakeSecret()
  configurations = new FakeConfigurations()
  repairs = 0
  running = []
})
afterEach(async () => {
  await Promise.all(running.map((source) => source.stop()))
  for (const server of servers.splice(0)) server.close()
})

function replica(): ManagedCaSource {
  const source = new ManagedCaSource({ store: secret, publisher: configurations, names: NAMES, clock, log, onRepair: () => repairs++ })
  running.push(source)
  clock.sleepers++
  return source
}

async function started(): Promise<ManagedCaSource> {
  const source = replica()
  await source.start(new AbortController().signal)
  await clock.idle()
  return source
}

/** To half a minute before the CA is renewed. */
const untilRenewal = () => clock.leap(TWO_THIRDS - MINUTE / 2)

const leafOf = (source: ManagedCaSource) => new X509Certificate(source.current()?.cert ?? '')
const caOf = (data = secret.secret?.data) => new X509Certificate(data?.['tls.crt'] ?? '')

/** What a client does at the clock's time that trusts `bundle`. */
function trusts(bundle: string, source: ManagedCaSource): boolean {
  const leaf = leafOf(source)
  const alive = (certificate: X509Certificate) => Date.parse(certificate.validFrom) <= clock.now() && clock.now() < endOf(certificate)
  return alive(leaf) && readCertificates(bundle, 'caBundle').some((ca) => alive(ca) && issuedBy(leaf, ca))
}

describe('one replica', () => {
  test('makes the CA, publishes it, and serves a leaf of it', async () => {
    const source = await started()
    expect(secret.creates).toBe(1)
    expect(Object.keys(secret.secret?.data ?? {}).sort()).toEqual(['tls.crt', 'tls.key'])
    expect(configurations.bundle).toBe(secret.secret?.data['tls.crt'])
    expect(issuedBy(leafOf(source), caOf())).toBe(true)
    expect(source.notAfter()?.getTime()).toBe(clock.now() + LEAF_LIFE)
    expect(log.of('warn')).toEqual([])
  })

  test('fills an empty Secret, and leaves alone what else is in it', async () => {
    secret.set({ note: 'created by the manifests' })
    const source = await started()
    expect(secret.updates).toBe(1)
    expect(secret.secret?.data.note).toBe('created by the manifests')
    expect(trusts(configurations.bundle, source)).toBe(true)
    expect(log.of('warn')).toEqual([])
  })

  test('renews its leaf at two thirds, also after the machine slept, and hands each pair out once', async () => {
    const source = replica()
    const seen: string[] = []
    source.subscribe((pair) => seen.push(pair.cert))
    await source.start(new AbortController().signal)
    const due = ((LEAF_LIFE + BACKDATE) * 2) / 3 - BACKDATE
    await clock.leap(due - MINUTE)
    expect(seen).toHaveLength(1)
    await clock.leap(2 * MINUTE)
    expect(seen).toHaveLength(2)
    await clock.leap(20 * DAY)
    expect(seen).toHaveLength(3)
    expect(new Set(seen).size).toBe(3)
    expect(trusts(configurations.bundle, source)).toBe(true)
    expect(secret.updates).toBe(0)
  })

  test('a late subscriber gets the pair that is there; one that throws harms nobody', async () => {
    const source = replica()
    source.subscribe(() => {
      throw new Error('no room')
    })
    const seen: unknown[] = []
    source.subscribe((pair) => seen.push(pair))
    await source.start(new AbortController().signal)
    expect(seen).toEqual([source.current()])
    expect(log.of('warn')).toEqual(['A new certificate could not be put to use: no room'])
    const late: unknown[] = []
    source.subscribe((pair) => late.push(pair))
    expect(late).toEqual([source.current()])
  })

  test('ends by signal, also before there is a pair', async () => {
    secret.failure = 'cannot read Secret'
    const source = replica()
    const controller = new AbortController()
    const start = source.start(controller.signal)
    await clock.idle()
    controller.abort(new Error('told to stop'))
    await expect(start).rejects.toThrow('told to stop')
    await source.stop()
    await expect(source.start(AbortSignal.abort(new Error('already over')))).rejects.toThrow()
  })

  test('an API server that refuses is asked again after 1, 2, 4 … 30 s, said once', async () => {
    secret.failure = 'cannot read Secret portcullis/portcullis-ca: the API server answered 403: forbidden'
    const source = replica()
    const start = source.start(new AbortController().signal)
    const waits: number[] = []
    let before = clock.now()
    await clock.advance(120_000, async () => {
      waits.push((clock.now() - before) / 1000)
      before = clock.now()
    })
    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30])
    expect(log.of('warn')).toEqual([`${secret.failure} (trying again in 1 s, then less often, at least every 30 s)`])
    expect(source.current()).toBeUndefined()
    secret.failure = undefined
    await clock.advance(30_000)
    await start
    expect(trusts(configurations.bundle, source)).toBe(true)
    expect(log.of('info')).toContain('The managed certificate is in order again.')
  })

  test('serves, and renews its leaf, while the Secret and the configurations are out of reach', async () => {
    configurations.failure = 'cannot write caBundle'
    const source = await started()
    const first = source.current()
    expect(first).toBeDefined()
    secret.failure = 'cannot read Secret'
    await clock.leap(6 * DAY)
    expect(source.current()).not.toEqual(first)
    expect(issuedBy(leafOf(source), caOf())).toBe(true)
  })
})

describe('the Secret is damaged', () => {
  const rsaKey = '-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----\n'
  test.each<[string, () => Promise<Record<string, string>>, string]>([
    ['garbage', async () => ({ 'tls.crt': 'garbage', 'tls.key': 'garbage' }), 'tls.crt holds no certificate'],
    ['a damaged key', async () => ({ 'tls.crt': (await makeCa('Portcullis CA', clock.now())).cert, 'tls.key': rsaKey }), 'tls.key cannot be read'],
    ['no key', async () => ({ 'tls.crt': (await makeCa('Portcullis CA', clock.now())).cert }), 'tls.key holds no private key'],
    ['a CA that has ended', async () => asData(await makeCa('Portcullis CA', clock.now() - 2 * CA_LIFE)), 'the certificate in tls.crt ended on'],
    ['a CA of the future', async () => asData(await makeCa('Portcullis CA', clock.now() + DAY)), 'the CA in tls.crt begins only on'],
    [
      'a leaf in place of a CA',
      async () => asData(await makeLeaf(await makeCa('Portcullis CA', clock.now()), NAMES, LEAF_LIFE, clock.now())),
      'is not that of a CA',
    ],
  ])('%s: replaced, and said', async (_, content, why) => {
    secret.set(await content())
    const source = await started()
    expect(trusts(configurations.bundle, source)).toBe(true)
    expect(log.of('warn')).toHaveLength(1)
    expect(log.of('warn')[0]).toContain(`Replaced the CA in Secret portcullis/portcullis-ca, which could not be used: `)
    expect(log.of('warn')[0]).toContain(why)
  })

  test('while replicas run: the CA that they use stays trusted until they have changed over', async () => {
    const [a, b] = [await started(), await started()]
    const before = caOf()
    secret.set({ 'tls.crt': 'garbage', 'tls.key': 'garbage' })
    await clock.advance(30 * MINUTE, async () => {
      expect(trusts(configurations.bundle, a)).toBe(true)
      expect(trusts(configurations.bundle, b)).toBe(true)
    })
    expect(configurations.bundle).toContain(String(before))
    expect(issuedBy(leafOf(a), caOf())).toBe(true)
    expect(issuedBy(leafOf(b), caOf())).toBe(true)
  })

  test('deleted by a person: the former CA is trusted no longer', async () => {
    const [a, b] = [await started(), await started()]
    const before = caOf()
    secret.secret = undefined
    await clock.advance(MINUTE)
    expect(configurations.bundle).not.toContain(String(before))
    expect(configurations.bundle).toBe(String(caOf()))
    expect([trusts(configurations.bundle, a), trusts(configurations.bundle, b)]).toEqual([true, true])
  })

  test('garbage in ca-old.crt reaches no bundle', async () => {
    const ca = await makeCa('Portcullis CA', clock.now())
    secret.set({ ...asData(ca), 'ca-old.crt': 'garbage' })
    await started()
    expect(configurations.bundle).toBe(ca.cert)
  })
})

describe('two replicas', () => {
  test('that start together make one CA: the loser takes the winner’s', async () => {
    secret.beforeWrite = rendezvous(2)
    const [a, b] = [replica(), replica()]
    await Promise.all([a, b].map((source) => source.start(new AbortController().signal)))
    await clock.idle()
    expect([secret.creates, secret.lost]).toEqual([1, 1])
    expect(issuedBy(leafOf(a), caOf())).toBe(true)
    expect(issuedBy(leafOf(b), caOf())).toBe(true)
    expect(leafOf(a).fingerprint256).not.toBe(leafOf(b).fingerprint256)
    expect(log.of('warn')).toEqual([])
  })

  test('that renew the CA together renew it once, and publish the same bytes', async () => {
    const [a, b] = [await started(), await started()]
    await untilRenewal()
    const before = caOf()
    secret.beforeWrite = rendezvous(2)
    await clock.leap(MINUTE)
    expect([secret.updates, secret.lost]).toEqual([1, 1])
    expect(configurations.bundle).toBe(`${secret.secret?.data['tls.crt']}${before}`)
    expect(configurations.history).toHaveLength(2)
    // Neither relies on the new CA before every API server can know it.
    expect([issuedBy(leafOf(a), before), issuedBy(leafOf(b), before)]).toEqual([true, true])
    await clock.advance(MINUTE)
    expect([issuedBy(leafOf(a), caOf()), issuedBy(leafOf(b), caOf())]).toEqual([true, true])
    expect(configurations.history).toHaveLength(2)
    expect(repairs).toBe(0)
  })

  test('through two years: a client that trusts the published bundle, or the one before, is never let down', async () => {
    const [a, b] = [await started(), await started()]
    const published: { at: number; bundle: string }[] = [{ at: clock.now(), bundle: configurations.bundle }]
    const authorities = new Set<string>()
    const look = async () => {
      if (published.at(-1)?.bundle !== configurations.bundle) published.push({ at: clock.now(), bundle: configurations.bundle })
      authorities.add(caOf().fingerprint256)
      const stale = published.findLast(({ at }) => at <= clock.now() - 20_000) ?? published[0]
      for (const source of [a, b]) {
        expect(trusts(configurations.bundle, source)).toBe(true)
        expect(trusts(stale?.bundle ?? '', source)).toBe(true)
      }
    }
    const sizes = new Set<number>()
    for (let day = 0; day < 730; day += 2) {
      const before = configurations.bundle
      await clock.leap(2 * DAY)
      await look()
      if (configurations.bundle !== before) await clock.advance(3 * MINUTE, look)
      sizes.add(readCertificates(configurations.bundle, 'caBundle').length)
    }
    expect(authorities.size).toBe(3)
    expect(sizes).toEqual(new Set([1, 2]))
    expect(repairs).toBe(0)
    expect(log.of('warn')).toEqual([])
  }, 60_000)

  test('the old CA goes when no leaf of it can be left', async () => {
    await started()
    await clock.leap(244 * DAY)
    await clock.advance(MINUTE)
    expect(readCertificates(configurations.bundle, 'caBundle')).toHaveLength(2)
    for (let day = 0; day < 6; day++) await clock.leap(DAY)
    expect(readCertificates(configurations.bundle, 'caBundle')).toHaveLength(2)
    await clock.leap(DAY + 3_600_000)
    expect(readCertificates(configurations.bundle, 'caBundle')).toHaveLength(1)
    expect(Object.keys(secret.secret?.data ?? {}).sort()).toEqual(['tls.crt', 'tls.key'])
    expect(log.of('info')).toContain('Dropped the former CA from Secret portcullis/portcullis-ca.')
  })
})

describe('caBundle', () => {
  test('overwritten by somebody: put right each time, counted, said once', async () => {
    await started()
    const right = configurations.bundle
    for (let i = 0; i < 3; i++) {
      configurations.bundle = 'the GitOps tool’s own'
      await clock.advance(30_000)
      expect(configurations.bundle).toBe(right)
    }
    expect(repairs).toBe(3)
    expect(log.of('warn')).toHaveLength(1)
    expect(log.of('warn')[0]).toContain('Somebody overwrote caBundle in webhook configurations "portcullis"')
  })

  test('overwritten during a rotation: the leaf of the new CA waits until the bundle has stood', async () => {
    const source = await started()
    const before = caOf()
    await untilRenewal()
    await clock.leap(MINUTE)
    for (let i = 0; i < 5; i++) {
      configurations.bundle = String(before)
      await clock.advance(30_000)
      expect(issuedBy(leafOf(source), before)).toBe(true)
    }
    await clock.advance(MINUTE)
    expect(issuedBy(leafOf(source), caOf())).toBe(true)
  })

  test('cannot be published during a rotation: the old leaf serves as long as it lives, then the new one all the same', async () => {
    const source = await started()
    const before = caOf()
    await untilRenewal()
    configurations.failure = 'cannot write caBundle: forbidden'
    await clock.leap(MINUTE)
    await clock.leap(DAY)
    expect(issuedBy(leafOf(source), before)).toBe(true)
    expect(log.of('warn')[0]).toContain('cannot write caBundle: forbidden')
    await clock.leap(LEAF_LIFE)
    expect(issuedBy(leafOf(source), caOf())).toBe(true)
  })

  test('no configurations: serves, says so once, and publishes when they appear', async () => {
    configurations.present = false
    const source = await started()
    await clock.advance(5 * MINUTE)
    expect(source.current()).toBeDefined()
    expect(log.of('warn')).toEqual([
      'There are no webhook configurations "portcullis" yet, so nothing is reviewed; they get their caBundle as soon as they exist.',
    ])
    configurations.present = true
    await clock.advance(30_000)
    expect(trusts(configurations.bundle, source)).toBe(true)
    expect(log.of('info').at(-1)).toBe('The webhook configurations "portcullis" trust the CA.')
    expect(repairs).toBe(0)
  })

  test('no configurations: the leaf changes over to a new CA all the same', async () => {
    configurations.present = false
    const source = await started()
    await clock.leap(244 * DAY)
    await clock.advance(2 * MINUTE)
    expect(issuedBy(leafOf(source), caOf())).toBe(true)
  })
})

test('over real TLS: handshakes with the published bundle succeed at every moment of a rotation, on both replicas', async () => {
  // TLS clients go by the real time, so the CA's two thirds are made to be over about now.
  clock.set(Date.now() - TWO_THIRDS - 5 * MINUTE)
  const sources = [replica(), replica()]
  const ports: number[] = []
  for (const source of sources) {
    await source.start(new AbortController().signal)
    const server = createServer({ ...source.current() }, (_, response) => response.end('ok'))
    source.subscribe((pair) => server.setSecureContext({ ...pair }))
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    ports.push((server.address() as AddressInfo).port)
  }
  await untilRenewal()
  await clock.advance(MINUTE / 2 - 1000)
  const before = caOf()
  const subjects = new Set<string>()
  let handshakes = 0
  await clock.advance(10 * MINUTE, async () => {
    for (const port of ports) {
      subjects.add(await handshake(port, configurations.bundle))
      handshakes++
    }
  })
  expect(handshakes).toBeGreaterThan(40)
  expect(subjects).toEqual(new Set([before.subject, caOf().subject]))
  for (const port of ports) {
    expect(await handshake(port, String(caOf()))).toBe(caOf().subject)
    // The counter-proof: the client does verify.
    await expect(handshake(port, String(before))).rejects.toThrow()
  }
}, 30_000)

/** Resolves to the issuer of the certificate that was shown. */
function handshake(port: number, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', ca, servername: 'portcullis.portcullis.svc' }, () => {
      resolve(socket.getPeerX509Certificate()?.issuer ?? '')
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

function asData(pair: { cert: string; key: string }): Record<string, string> {
  return { 'tls.crt': pair.cert, 'tls.key': pair.key }
}
