import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FolderCluster, type FolderOptions, openFolder } from '../../src/documents/folder-cluster.ts'
import { KINDS, type Kind } from '../../src/gateway/kinds.ts'
import { createLogger } from '../../src/telemetry/logger.ts'

let dir: string
let folder: FolderCluster | undefined
const lines: { level: string; msg: string }[] = []
const logger = createLogger('info', { write: (line) => lines.push(JSON.parse(line)) })

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'portcullis-folder-'))
  lines.length = 0
})
afterEach(async () => {
  await folder?.stop()
  folder = undefined
  rmSync(dir, { recursive: true, force: true })
})

const put = (file: string, text: string) => writeFileSync(join(dir, file), text)
/** Looks only when told to, so that nothing depends on time. */
const open = async (options: Partial<FolderOptions> = { settle: 1e6, poll: 1e6 }) => {
  folder = await openFolder(dir, { logger, ...options })
  return folder
}
const service = (name: string, namespace = 'default') => `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: ${namespace}}\n`
const has = (name: string, kind: Kind = 'Service', namespace = 'default') => folder?.view.get(kind, namespace, name).state
const said = (level: string) => lines.filter((line) => line.level === level).map(({ msg }) => msg.replaceAll(`${dir}/`, ''))
const found = (kind: Kind, namespace: string | undefined, name: string) => {
  const lookup = folder?.view.get(kind, namespace, name)
  return lookup?.state === 'found' ? lookup.object : lookup?.state
}

describe('what a folder holds', () => {
  test('every kind that prediction reads is known, and an absent object is absent', async () => {
    const { view } = await open()
    for (const { kind, cached } of KINDS) expect(view.get(kind as Kind, 'x', 'x').state).toBe(cached === false ? 'unknown' : 'absent')
    expect(view.gatewaysOfClass('x')).toEqual({ state: 'known', items: [] })
  })

  test('counts, with kinds that nobody reads apart', async () => {
    put('a.yaml', `${service('a')}---\n${service('b', 'ns')}---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d, namespace: ns}\n`)
    await open()
    expect(folder?.summary()).toMatchObject({ Service: 2, Namespace: 2, Gateway: 0 })
    expect(folder?.ignored()).toEqual({ Deployment: 1 })
    expect(folder?.problems()).toEqual([])
  })

  test('a namespace is there when something is in it, and carries its name as a label', async () => {
    put('a.yaml', `${service('a', 'implied')}---\napiVersion: v1\nkind: Namespace\nmetadata: {name: declared, labels: {team: x}}\n`)
    await open()
    expect(found('Namespace', undefined, 'implied')).toMatchObject({ metadata: { labels: { 'kubernetes.io/metadata.name': 'implied' } } })
    expect(found('Namespace', undefined, 'declared')).toMatchObject({
      metadata: { labels: { team: 'x', 'kubernetes.io/metadata.name': 'declared' } },
    })
    expect(found('Namespace', undefined, 'other')).toBe('absent')
  })

  test('a Secret has its type, the number of its keys and what is in them; a ConfigMap its data', async () => {
    put(
      'a.yaml',
      'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ntype: kubernetes.io/tls\ndata: {a: aGk=, b: "", c: b2xk}\nstringData: {c: new, d: x}\n',
    )
    put(
      'b.yaml',
      'apiVersion: v1\nkind: Secret\nmetadata: {name: empty}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {ca.crt: x}\n',
    )
    await open()
    expect(found('Secret', 'default', 's')).toMatchObject({ type: 'kubernetes.io/tls', keyCount: 4, data: { a: 'hi', b: '', c: 'new', d: 'x' } })
    expect(found('Secret', 'default', 'empty')).toMatchObject({ type: 'Opaque', keyCount: 0, data: {} })
    expect(found('ConfigMap', 'default', 'c')).toMatchObject({ data: { 'ca.crt': 'x' } })
  })

  test('the defaults of the CRDs are filled in; a creationTimestamp is kept, and none is made up', async () => {
    const gateway = (name: string, more: string) =>
      `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: ${name}${more}}\nspec: {gatewayClassName: c, listeners: [{name: a, port: 80, protocol: HTTP}]}\n`
    put('a.yaml', `${gateway('a', '')}---\n${gateway('b', ', creationTimestamp: 2024-01-01T00:00:00Z')}`)
    await open()
    expect(found('Gateway', 'default', 'a')).toMatchObject({ spec: { listeners: [{ allowedRoutes: { namespaces: { from: 'Same' } } }] } })
    expect(found('Gateway', 'default', 'a')).not.toHaveProperty('metadata.creationTimestamp')
    expect(found('Gateway', 'default', 'b')).toHaveProperty('metadata.creationTimestamp', '2024-01-01T00:00:00Z')
    expect(folder?.view.gatewaysOfClass('c')).toMatchObject({ state: 'known', items: [{}, {}] })
  })

  test.each([
    ['kind: Secret\nmetadata: {name: s}\ndata: {a: "not base64!"}', 'a.yaml:4:8: data[a] must be base64: encode it, or write it under stringData'],
    ['kind: Secret\nmetadata: {name: s}\nstringData: {a: 1}', 'a.yaml:4:14: stringData[a] must be a string: put it in quotes'],
    ['kind: ConfigMap\nmetadata: {name: s}\ndata: {a: yes}', 'a.yaml:4:8: data[a] must be a string: put it in quotes'],
    ['kind: Service\nmetadata: {generateName: s-}', 'a.yaml:3:1: has only metadata.generateName: an object in a cluster has a name'],
    ['kind: Service', 'a.yaml:1:1: this Service has no metadata.name'],
  ])('a problem leaves the rest alone: %j', async (text, problem) => {
    put('a.yaml', `apiVersion: v1\n${text}\n---\n${service('kept')}`)
    await open()
    expect(folder?.problems()).toEqual([`${dir}/${problem}`])
    expect(has('kept')).toBe('found')
    expect(has('s', 'Secret')).toBe('absent')
  })

  test('specs of any shape do no harm', async () => {
    const kinds = ['Gateway', 'HTTPRoute', 'ListenerSet', 'GatewayClass', 'ReferenceGrant', 'BackendTLSPolicy']
    const specs = [
      '',
      '7',
      'text',
      '[1]',
      '{parentRefs: 7, listeners: {a: 1}, parentRef: x}',
      '{parentRefs: [null, 1, {name: 3}], rules: [null, {backendRefs: x}]}',
    ]
    const texts = kinds.flatMap((kind) =>
      specs.map((spec, n) => `apiVersion: gateway.networking.k8s.io/v1\nkind: ${kind}\nmetadata: {name: x${n}}\nspec: ${spec}\n`),
    )
    put('a.yaml', texts.join('---\n'))
    await open()
    expect(folder?.problems()).toEqual([])
    expect(folder?.summary()).toMatchObject(Object.fromEntries(kinds.map((kind) => [kind, specs.length])))
  })
})

describe('what is no folder', () => {
  test('does not exist', async () => {
    await expect(openFolder(join(dir, 'nope'), { logger })).rejects.toThrow(/nope does not exist: the cluster must be a folder of manifests/)
  })
  test('is a file', async () => {
    put('a.yaml', service('a'))
    await expect(openFolder(join(dir, 'a.yaml'), { logger })).rejects.toThrow(/a\.yaml is a file: the cluster must be a folder/)
  })
})

describe('after a change', () => {
  test('objects come, change and go with their files', async () => {
    put('a.yaml', service('a'))
    const { view } = await open()
    put('b.yaml', service('b'))
    put('a.yaml', service('a2'))
    await folder?.reload()
    expect([has('a'), has('a2'), has('b')]).toEqual(['absent', 'found', 'found'])
    expect(folder?.view).toBe(view)
    rmSync(join(dir, 'b.yaml'))
    await folder?.reload()
    expect(has('b')).toBe('absent')
    expect(said('info')).toEqual([`${dir} was read again: 3 objects`, `${dir} was read again: 2 objects`])
  })

  test('a broken file keeps what is missing from it, and says so once', async () => {
    put('a.yaml', `${service('a')}---\n${service('b')}`)
    await open()
    put('a.yaml', `${service('new')}---\n${service('a')}  bad: [\n`)
    await folder?.reload()
    await folder?.reload()
    expect([has('a'), has('b'), has('new')]).toEqual(['found', 'found', 'found'])
    expect(folder?.problems()).toHaveLength(1)
    expect(said('warn')).toEqual([expect.stringMatching(/^a\.yaml:8:\d+: cannot be read as YAML: .*; 2 objects that it held before still count$/)])
    put('a.yaml', service('a'))
    await folder?.reload()
    expect([has('a'), has('b'), has('new')]).toEqual(['found', 'absent', 'absent'])
    expect(folder?.problems()).toEqual([])
  })

  test('an object that moved out of a broken file counts where it is now', async () => {
    put('a.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {k: old}\n')
    await open()
    put('a.yaml', 'a: [')
    put('b.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {k: new}\n')
    await folder?.reload()
    expect(found('ConfigMap', 'default', 'c')).toMatchObject({ data: { k: 'new' } })
    expect(folder?.problems()).toHaveLength(1)
  })

  test('a folder that is gone for the moment loses nothing', async () => {
    put('a.yaml', service('a'))
    await open()
    renameSync(dir, `${dir}-away`)
    await folder?.reload()
    expect(has('a')).toBe('found')
    expect(folder?.problems()).toEqual([`${dir}: there is no such file or folder`])
    renameSync(`${dir}-away`, dir)
    await folder?.reload()
    expect(folder?.problems()).toEqual([])
  })

  test.each([
    ['the system tells', { settle: 10, poll: 1e6 }],
    ['nothing tells', { settle: 1e6, poll: 20 }],
  ])('it is seen without being asked for, where %s', async (_, options) => {
    put('a.yaml', service('a'))
    await open(options)
    mkdirSync(join(dir, 'sub'))
    // The watch of a new folder begins a moment after it was made.
    await sleep(50)
    put('sub/b.yaml', service('b'))
    await vi.waitFor(() => expect(has('b')).toBe('found'), 5000)
  })

  test('nothing is seen any more after the signal', async () => {
    const stop = new AbortController()
    await open({ signal: stop.signal, settle: 1, poll: 10 })
    stop.abort()
    await folder?.stop()
    put('a.yaml', service('a'))
    await sleep(60)
    expect(has('a')).toBe('absent')
  })
})
