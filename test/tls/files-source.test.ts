import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { LEAF_LIFE, makeCa, makeLeaf } from '../../src/tls/certificate.ts'
import { systemClock } from '../../src/tls/clock.ts'
import { FilesSource } from '../../src/tls/files-source.ts'
import type { Clock, KeyPair } from '../../src/tls/ports.ts'
import { FakeClock, Lines } from './fake-clock.ts'

let one: KeyPair
let two: KeyPair
let dir: string
let log: Lines
let source: FilesSource
let clock: FakeClock

beforeAll(async () => {
  const now = new FakeClock(0).now()
  const ca = await makeCa('test CA', now)
  one = await makeLeaf(ca, ['localhost'], LEAF_LIFE, now)
  two = await makeLeaf(ca, ['localhost'], LEAF_LIFE, now)
})
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'portcullis-files-'))
  log = new Lines()
  clock = new FakeClock(1)
})
afterEach(async () => {
  await source.stop()
  rmSync(dir, { recursive: true, force: true })
})

function write(pair: KeyPair, into = dir): void {
  writeFileSync(join(into, 'tls.crt'), pair.cert)
  writeFileSync(join(into, 'tls.key'), pair.key)
}

async function start(by: Clock = clock): Promise<void> {
  source = new FilesSource({ dir, clock: by, log })
  await source.start(new AbortController().signal)
}

describe('found by looking every 10 s', () => {
  test('a new pair is served', async () => {
    write(one)
    await start()
    expect(source.current()).toEqual(one)
    expect(source.notAfter()?.getTime()).toBe(clock.now() + LEAF_LIFE)
    await clock.advance(60_000)
    expect(log.lines).toEqual([])
    write(two)
    await clock.advance(10_000)
    expect(source.current()).toEqual(two)
    expect(log.of('info')).toHaveLength(1)
  })

  test.each<[string, () => void, string]>([
    ['a key that does not belong', () => writeFileSync(join(dir, 'tls.key'), two.key), 'tls.key does not belong to the first certificate in tls.crt'],
    ['garbage', () => writeFileSync(join(dir, 'tls.crt'), 'garbage'), 'tls.crt holds no certificate'],
    ['an empty key', () => writeFileSync(join(dir, 'tls.key'), ''), 'tls.key holds no private key'],
    ['a removed file', () => unlinkSync(join(dir, 'tls.crt')), `there is no file`],
    ['a removed folder', () => rmSync(dir, { recursive: true }), `there is no file`],
    ['a huge file', () => writeFileSync(join(dir, 'tls.crt'), 'x'.repeat(300_000)), 'cannot be read (it has 300000 bytes'],
  ])('%s: the former pair stays, one line says why, and a good pair heals it', async (_, damage, why) => {
    write(one)
    await start()
    await clock.idle()
    damage()
    await clock.advance(60_000)
    expect(source.current()).toEqual(one)
    expect(log.of('warn')).toHaveLength(1)
    expect(log.of('warn')[0]).toContain(`--tls-dir ${dir}: `)
    expect(log.of('warn')[0]).toContain(why)
    expect(log.of('warn')[0]).toContain('The former certificate stays in use.')
    mkdirSync(dir, { recursive: true })
    write(two)
    await clock.advance(11_000)
    expect(source.current()).toEqual(two)
  })
})

describe('found by watching', () => {
  // A clock whose polls never come, so that only the watch can find a change.
  const patient: Clock = {
    now: () => clock.now(),
    sleep: (ms, signal) => systemClock.sleep(ms === 10_000 ? 3_600_000 : ms, signal),
  }
  const next = () => new Promise<KeyPair>((resolve) => source.subscribe((pair) => pair.cert !== one.cert && resolve(pair)))

  test('files written in place', async () => {
    write(one)
    await start(patient)
    write(two)
    expect(await next()).toEqual(two)
  })

  test('the swap of ..data, as the kubelet does it', async () => {
    mkdirSync(join(dir, '..2026_01'))
    write(one, join(dir, '..2026_01'))
    symlinkSync('..2026_01', join(dir, '..data'))
    for (const name of ['tls.crt', 'tls.key']) symlinkSync(join('..data', name), join(dir, name))
    await start(patient)
    expect(source.current()).toEqual(one)
    mkdirSync(join(dir, '..2026_02'))
    write(two, join(dir, '..2026_02'))
    symlinkSync('..2026_02', join(dir, '..data_tmp'))
    renameSync(join(dir, '..data_tmp'), join(dir, '..data'))
    rmSync(join(dir, '..2026_01'), { recursive: true })
    expect(await next()).toEqual(two)
    expect(log.of('warn')).toEqual([])
  })
})

describe('at the start', () => {
  const refused = () =>
    start().then(
      () => 'started',
      (cause: Error) => cause.message,
    )

  test('an empty folder', async () => {
    expect(await refused()).toBe(`--tls-dir ${dir}: there is no file ${join(dir, 'tls.crt')}; the folder must hold tls.crt and tls.key in PEM`)
  })

  test('no key', async () => {
    writeFileSync(join(dir, 'tls.crt'), one.cert)
    expect(await refused()).toContain(`there is no file ${join(dir, 'tls.key')}`)
  })

  test('a key that does not belong', async () => {
    write({ cert: one.cert, key: two.key })
    expect(await refused()).toContain(`--tls-dir ${dir}: tls.key does not belong`)
  })

  test('a certificate that has ended', async () => {
    write(one)
    clock.set(clock.now() + LEAF_LIFE)
    expect(await refused()).toContain('the certificate in tls.crt ended on')
  })

  test('a folder in place of a file', async () => {
    mkdirSync(join(dir, 'tls.crt'))
    expect(await refused()).toContain(`${join(dir, 'tls.crt')} cannot be read`)
  })
})
