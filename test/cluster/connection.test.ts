import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { type ConnectionOptions, connect } from '../../src/cluster/connection.ts'
import { LiveCluster } from '../../src/cluster/live-view.ts'
import type { Transport } from '../../src/cluster/transport.ts'
import { FakeApiServer } from '../support/fake-api-server.ts'
import { makeKeyPair } from '../support/key-pair.ts'
import { until } from './running.ts'

let pair: { cert: string; key: string }
let server: FakeApiServer
let folder: string

beforeAll(async () => {
  pair = await makeKeyPair()
})

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-connection-'))
  server = await FakeApiServer.start(pair)
  await writeFile(join(folder, 'token'), 'first\n')
  await writeFile(join(folder, 'ca.crt'), pair.cert)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true })
  }
})

afterAll(() => {
  expect(process.env.NODE_TLS_REJECT_UNAUTHORIZED).toBeUndefined()
})

async function connected(options: ConnectionOptions): Promise<Transport> {
  const transport = await connect(options)
  onTestFinished(() => transport.close())
  return transport
}

const inPod = (): ConnectionOptions => ({
  env: { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(server.port) },
  serviceAccountFolder: folder,
})

async function ask(transport: Transport): Promise<number> {
  const response = await transport.request({ method: 'GET', path: '/api/v1/services?limit=1', signal: AbortSignal.timeout(5000) })
  for await (const _ of response.body);
  return response.status
}

async function kubeconfig(name: string, fields: { user?: object; cluster?: object; context?: object; current?: string }): Promise<string> {
  const path = join(folder, name)
  const config = {
    clusters: [{ name: 'c', cluster: { server: server.url, 'certificate-authority': 'ca.crt', ...fields.cluster } }],
    users: [{ name: 'u', user: { token: 'first', ...fields.user } }],
    contexts: [{ name: 'here', context: { cluster: 'c', user: 'u', ...fields.context } }],
    'current-context': fields.current ?? 'here',
  }
  await writeFile(path, JSON.stringify(config))
  return path
}

test('a Pod uses its ServiceAccount, and a token that rotates on disk from the next request on', async () => {
  server.token = 'first'
  const transport = await connected(inPod())
  expect(transport.server).toBe(server.url)
  expect(await ask(transport)).toBe(200)
  server.token = 'second'
  expect(await ask(transport)).toBe(401)
  await writeFile(join(folder, 'token'), 'second\n')
  expect(await ask(transport)).toBe(200)
})

test('a live cluster lives through a 401 until the new token is on disk', async () => {
  server.token = 'second'
  const transport = await connected(inPod())
  const live = new LiveCluster({ transport, logger: pino({ level: 'silent' }), timing: { firstRetry: 5, lastRetry: 20, probe: 20 } })
  onTestFinished(() => live.stop())
  live.start()
  await until(() =>
    expect(live.status().find(({ kind }) => kind === 'Service')).toMatchObject({
      state: 'waiting',
      lastError: expect.stringMatching(/Unauthorized/),
    }),
  )
  expect(live.ready()).toBe(false)
  await writeFile(join(folder, 'token'), 'second\n')
  await until(() => expect(live.ready()).toBe(true))
})

test('a live cluster whose token ran out goes on with its watches when a new one is on disk, without a list', async () => {
  server.token = 'first'
  const transport = await connected(inPod())
  const live = new LiveCluster({ transport, logger: pino({ level: 'silent' }), timing: { firstRetry: 5, lastRetry: 20, probe: 20, shortest: 0 } })
  onTestFinished(() => live.stop())
  const status = () => live.status().find(({ kind }) => kind === 'Service')
  live.start()
  await until(() => expect(status()).toMatchObject({ watching: true }))
  server.token = 'second'
  server.endWatches('services')
  await until(() => expect(status()?.failures).toBeGreaterThan(2))
  expect(status()).toMatchObject({ state: 'listed', watching: false, lastError: expect.stringMatching(/Unauthorized/) })
  const missed = server.put('services', { metadata: { name: 'web', namespace: 'shop' } })
  await writeFile(join(folder, 'token'), 'second\n')
  await until(() => expect(live.view.get('Service', 'shop', 'web')).toMatchObject({ object: { metadata: { resourceVersion: missed } } }))
  expect(status()).toMatchObject({ watching: true, relists: 0, reconnects: 1 })
})

test('a server that takes connections and says nothing is given up, again and again, and the sockets with it', async () => {
  const sockets = new Set<Socket>()
  let taken = 0
  const mute = createServer((socket) => {
    taken += 1
    sockets.add(socket.resume())
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
  })
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void mute.close())
  const { port } = mute.address() as { port: number }
  const transport = await connected({ ...inPod(), env: { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(port) } })
  const timing = { answer: 30, idle: 30, firstRetry: 5, lastRetry: 20 }
  const live = new LiveCluster({ transport, logger: pino({ level: 'silent' }), timing })
  live.start()
  const service = () => live.status().find(({ kind }) => kind === 'Service')
  await until(() => expect(service()?.errors).toBeGreaterThan(1))
  expect(service()).toMatchObject({ state: 'waiting', lastError: expect.stringMatching(/nothing was heard from the API server/) })
  expect(taken).toBeGreaterThan(1)
  await live.stop()
  await transport.close()
  await until(() => expect(sockets.size).toBe(0))
})

test('a plugin that never hands out credentials holds up neither the rest nor the end', async () => {
  const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: process.execPath, args: ['-e', 'setTimeout(() => {}, 3000)'] }
  const transport = await connected({ kubeconfig: await kubeconfig('config', { user: { token: undefined, exec } }), env: {} })
  const controller = new AbortController()
  const asked = transport.request({ method: 'GET', path: '/api/v1/services', signal: controller.signal })
  controller.abort(new Error('enough'))
  await expect(asked).rejects.toThrow('enough')
})

test('a CA that is replaced on disk is used for new connections', async () => {
  const transport = await connected(inPod())
  await writeFile(join(folder, 'ca.crt'), (await makeKeyPair('other.test')).cert)
  await expect(ask(transport)).rejects.toThrow(/its certificate is not signed by the configured certificate authority/)
  await writeFile(join(folder, 'ca.crt'), pair.cert)
  expect(await ask(transport)).toBe(200)
})

test('credentials that are missing in a Pod are named', async () => {
  const transport = await connected(inPod())
  await rm(join(folder, 'ca.crt'))
  await expect(ask(transport)).rejects.toThrow(`${join(folder, 'ca.crt')}: the Pod's credentials cannot be read`)
})

test.each([
  ['token', async () => ({ token: 'first' })],
  ['tokenFile', async () => ({ token: undefined, tokenFile: 'token' })],
  [
    'exec plugin',
    async () => {
      const script = `console.log(JSON.stringify({ status: { token: JSON.parse(process.env.KUBERNETES_EXEC_INFO).kind === 'ExecCredential' ? 'first' : '' } }))`
      return { token: undefined, exec: { apiVersion: 'client.authentication.k8s.io/v1', command: process.execPath, args: ['-e', script] } }
    },
  ],
])('a kubeconfig gives address, trust and a %s', async (_, user) => {
  server.token = 'first'
  const transport = await connected({ kubeconfig: await kubeconfig('config', { user: await user() }), env: {} })
  expect(await ask(transport)).toBe(200)
})

test('a kubeconfig that is rewritten with a new token is read again after a 401, and the request repeated', async () => {
  server.token = 'first'
  const path = await kubeconfig('config', {})
  const transport = await connected({ kubeconfig: path, env: {} })
  expect(await ask(transport)).toBe(200)
  server.token = 'second'
  await kubeconfig('config', { user: { token: 'second' } })
  expect(await ask(transport)).toBe(200)
})

test('the server is verified unless the kubeconfig says otherwise', async () => {
  const untrusted = await connected({ kubeconfig: await kubeconfig('a', { cluster: { 'certificate-authority': undefined } }), env: {} })
  await expect(ask(untrusted)).rejects.toThrow(/cannot be reached: its certificate is not signed by/)
  const insecure = { 'certificate-authority': undefined, 'insecure-skip-tls-verify': true }
  expect(await ask(await connected({ kubeconfig: await kubeconfig('b', { cluster: insecure }), env: {} }))).toBe(200)
})

test('no credentials go over plain http', async () => {
  const plain = await FakeApiServer.start()
  onTestFinished(() => plain.stop())
  const transport = await connected({ kubeconfig: await kubeconfig('config', { cluster: { server: plain.url } }), env: {} })
  expect(await ask(transport)).toBe(200)
  expect(plain.seen[0]?.authorization).toBeUndefined()
})

test('KUBECONFIG may name several files, of which the first to name something wins', async () => {
  const first = await kubeconfig('one', {})
  const second = await kubeconfig('two', { cluster: { server: 'https://127.0.0.1:1' }, current: 'other' })
  server.token = 'first'
  const transport = await connected({ env: { KUBECONFIG: `${join(folder, 'none')}:${first}:${second}`, ...inPod().env } })
  expect(await ask(transport)).toBe(200)
})

test.each([
  ['an unknown context', { context: 'there' }, /has no context "there" \(known: here\)/],
  ['no current context', { fields: { current: '' } }, /has no current-context: choose one with --context \(known: here\)/],
  ['an unknown cluster', { fields: { context: { cluster: 'x' } } }, /context "here" names the cluster "x", which is not there/],
  ['an unknown user', { fields: { context: { user: 'x' } } }, /context "here" names the user "x", which is not there/],
  ['an address without scheme', { fields: { cluster: { server: 'localhost:6443' } } }, /"localhost:6443", and should begin with https:/],
  ['a SOCKS proxy', { fields: { cluster: { 'proxy-url': 'socks5://p:1' } } }, /only http and https proxies/],
] as const)('%s is a clear error', async (_, wrong, message) => {
  const path = await kubeconfig('config', 'fields' in wrong ? wrong.fields : {})
  await expect(connect({ kubeconfig: path, context: 'context' in wrong ? wrong.context : undefined, env: {} })).rejects.toThrow(message)
})

test('a file that is missing, empty or no YAML is a clear error that names it', async () => {
  const path = join(folder, 'config')
  await expect(connect({ kubeconfig: path, env: {} })).rejects.toThrow(`kubeconfig ${path}: there is no such file`)
  for (const content of ['', 'a: [', 'clusters: [{}]']) {
    await writeFile(path, content)
    await expect(connect({ kubeconfig: path, env: {} })).rejects.toThrow(`kubeconfig ${path} is not valid: `)
  }
})

test('without anything to go by the error says where was looked', async () => {
  await expect(connect({ env: { HOME: folder } })).rejects.toThrow(
    `no cluster to talk to: --kubeconfig and KUBECONFIG are not set, this is no Pod (KUBERNETES_SERVICE_HOST is not set), and ${folder}/.kube/config does not exist`,
  )
})

test('a failing exec plugin is named with what it said', async () => {
  const exec = {
    apiVersion: 'client.authentication.k8s.io/v1',
    command: process.execPath,
    args: ['-e', 'console.error("please log in");process.exit(1)'],
  }
  const transport = await connected({ kubeconfig: await kubeconfig('config', { user: { token: undefined, exec } }), env: {} })
  await expect(ask(transport)).rejects.toThrow(/credentials of user "u" cannot be had: please log in/)
})

test('a server that cannot be reached is named', async () => {
  const closed = createServer()
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
  const { port } = closed.address() as { port: number }
  await new Promise((resolve) => closed.close(resolve))
  const transport = await connected({ ...inPod(), env: { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(port) } })
  await expect(ask(transport)).rejects.toThrow(`API server https://127.0.0.1:${port} cannot be reached: connect ECONNREFUSED`)
})

test('an abort ends a request with its reason, and a cancelled body ends its connection', async () => {
  const transport = await connected(inPod())
  const controller = new AbortController()
  server.fault(/services/, () => controller.abort(new Error('enough')))
  await expect(transport.request({ method: 'GET', path: '/api/v1/services', signal: controller.signal })).rejects.toThrow('enough')
  const watch = await transport.request({ method: 'GET', path: '/api/v1/services?watch=1', signal: new AbortController().signal })
  await until(() => expect(server.watches('services')).toBe(1))
  watch.body.cancel()
  await until(() => expect(server.watches('services')).toBe(0))
})
