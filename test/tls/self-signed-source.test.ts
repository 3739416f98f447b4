import { X509Certificate } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CA_LIFE, endOf, issuedBy, LEAF_LIFE, makeCa, makeLeaf } from '../../src/tls/certificate.ts'
import { SelfSignedSource } from '../../src/tls/self-signed-source.ts'
import { FakeClock, Lines } from './fake-clock.ts'

const DAY = 24 * 3_600_000
const NAMES = ['localhost', '127.0.0.1', '::1']
let parent: string
let dir: string
let log: Lines
let clock: FakeClock
let running: SelfSignedSource[]

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'portcullis-selfsigned-'))
  dir = join(parent, 'certs')
  log = new Lines()
  clock = new FakeClock(0)
  running = []
})
afterEach(async () => {
  await Promise.all(running.map((source) => source.stop()))
  rmSync(parent, { recursive: true, force: true })
})

async function started(options: { names?: string[]; dir?: string } = { dir }): Promise<SelfSignedSource> {
  const source = new SelfSignedSource({ names: NAMES, ...options, clock, log })
  running.push(source)
  clock.sleepers++
  await source.start(new AbortController().signal)
  return source
}

const read = (name: string) => readFileSync(join(dir, name), 'utf8')
const leafOf = (source: SelfSignedSource) => new X509Certificate(source.current()?.cert ?? '')

describe('in a folder', () => {
  test('made when absent: three files, the key for the owner alone, nothing else left behind', async () => {
    const source = await started()
    expect(readdirSync(dir).sort()).toEqual(['ca.crt', 'tls.crt', 'tls.key'])
    expect(statSync(join(dir, 'tls.key')).mode & 0o777).toBe(0o600)
    expect(source.current()).toEqual({ cert: read('tls.crt'), key: read('tls.key') })
    expect(source.ca()).toBe(read('ca.crt'))
    expect(issuedBy(leafOf(source), new X509Certificate(read('ca.crt')))).toBe(true)
    expect(endOf(leafOf(source))).toBe(clock.now() + CA_LIFE)
  })

  test('kept at the next start', async () => {
    const first = (await started()).current()
    chmodSync(join(dir, 'tls.key'), 0o644)
    expect((await started()).current()).toEqual(first)
    expect(statSync(join(dir, 'tls.key')).mode & 0o777).toBe(0o600)
    expect(log.lines).toEqual([])
  })

  test.each<[string, () => void | Promise<void>, string]>([
    ['ended', () => clock.set(clock.now() + 2 * CA_LIFE), 'ended on'],
    ['near its end', () => clock.set(clock.now() + 250 * DAY), 'it ends on'],
    ['damaged', () => writeFileSync(join(dir, 'tls.crt'), read('tls.crt').slice(0, 200)), 'tls.crt holds no certificate'],
    ['without its key', () => rmSync(join(dir, 'tls.key')), 'tls.key holds no private key'],
    ['without its CA', () => rmSync(join(dir, 'ca.crt')), 'ca.crt holds no certificate'],
    ['with another CA', async () => writeFileSync(join(dir, 'ca.crt'), (await makeCa('x', clock.now())).cert), 'ca.crt did not issue it'],
  ])('made anew when it is %s', async (_, damage, why) => {
    const first = await started()
    await first.stop()
    clock.sleepers--
    await damage()
    const second = await started()
    expect(second.current()).not.toEqual(first.current())
    expect(second.current()).toEqual({ cert: read('tls.crt'), key: read('tls.key') })
    expect(issuedBy(leafOf(second), new X509Certificate(read('ca.crt')))).toBe(true)
    expect(log.of('info')).toHaveLength(1)
    expect(log.of('info')[0]).toContain(why)
  })

  test('made anew when a name is missing', async () => {
    await started()
    const source = await started({ dir, names: [...NAMES, 'host.docker.internal', '10.1.2.3'] })
    expect(leafOf(source).subjectAltName).toContain('IP Address:10.1.2.3')
    expect(log.of('info')[0]).toContain('it is not valid for host.docker.internal, 10.1.2.3')
  })

  test('a pair of somebody else is never overwritten', async () => {
    await started()
    const foreign = await makeLeaf(await makeCa('Corporate CA', clock.now()), ['elsewhere'], LEAF_LIFE, clock.now())
    writeFileSync(join(dir, 'tls.crt'), foreign.cert)
    writeFileSync(join(dir, 'tls.key'), foreign.key)
    clock.sleepers++
    const source = new SelfSignedSource({ names: NAMES, dir, clock, log })
    await expect(source.start(new AbortController().signal)).rejects.toThrow(
      `${join(dir, 'tls.crt')} was not made by Portcullis and cannot be used (it is not valid for localhost, 127.0.0.1, ::1): move`,
    )
    expect(read('tls.key')).toBe(foreign.key)
  })

  test('a folder that cannot be written: an error that names it', async () => {
    writeFileSync(dir, 'a file in its place')
    const source = new SelfSignedSource({ names: NAMES, dir, clock, log })
    await expect(source.start(new AbortController().signal)).rejects.toThrow(dir)
    expect(readFileSync(dir, 'utf8')).toBe('a file in its place')
  })

  test('renewed at two thirds while it runs', async () => {
    const source = await started()
    const first = source.current()
    await clock.leap(200 * DAY)
    expect(source.current()).toEqual(first)
    await clock.leap(50 * DAY)
    expect(source.current()).not.toEqual(first)
    expect(source.current()?.cert).toBe(read('tls.crt'))
    expect(source.ca()).toBe(read('ca.crt'))
  })

  test('a renewal that fails leaves the pair in service', async () => {
    const source = await started()
    const first = source.current()
    rmSync(dir, { recursive: true })
    writeFileSync(dir, 'a file in its place')
    await clock.leap(250 * DAY)
    expect(source.current()).toEqual(first)
    expect(log.of('warn')[0]).toContain('could not be renewed')
  })
})

test('in memory alone: nothing is written', async () => {
  const source = await started({})
  expect(existsSync(dir)).toBe(false)
  expect(issuedBy(leafOf(source), new X509Certificate(source.ca() ?? ''))).toBe(true)
})

test('a client that trusts ca.crt is served, by name and by address', async () => {
  clock.set(Date.now())
  const source = await started()
  const server = createServer({ ...source.current() }, (_, response) => response.end('ok'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const get = (options: object) =>
    new Promise<number | undefined>((resolve, reject) => {
      request({ host: '127.0.0.1', port, agent: false, ...options }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end()
    })
  try {
    expect(await get({ ca: read('ca.crt') })).toBe(200)
    expect(await get({ ca: read('ca.crt'), servername: 'localhost' })).toBe(200)
    await expect(get({ ca: (await makeCa('x', clock.now())).cert })).rejects.toThrow()
  } finally {
    server.close()
  }
})
