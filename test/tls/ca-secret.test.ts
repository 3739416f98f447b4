import { beforeEach, expect, test } from 'vitest'
import { CaSecretStore } from '../../src/cluster/ca-secret.ts'
import type { CaSecret } from '../../src/tls/ports.ts'
import { FakeApiServer, failure } from './fake-api-server.ts'

const PATH = '/api/v1/namespaces/portcullis/secrets/portcullis-ca'
const signal = new AbortController().signal
let api: FakeApiServer
let store: CaSecretStore

beforeEach(() => {
  api = new FakeApiServer()
  store = new CaSecretStore(api, 'portcullis', 'portcullis-ca')
})

const base64 = (text: string) => Buffer.from(text).toString('base64')

test('absent, created, read: base64 on the wire, text in the hand', async () => {
  expect(await store.read(signal)).toBeUndefined()
  expect(await store.create({ 'tls.crt': 'a cert — ü', 'tls.key': 'a key' }, signal)).toBe('done')
  expect(api.objects.get(PATH)).toMatchObject({
    type: 'Opaque',
    metadata: { name: 'portcullis-ca', namespace: 'portcullis', labels: { 'app.kubernetes.io/name': 'portcullis' } },
    data: { 'tls.crt': base64('a cert — ü') },
  })
  expect(await store.read(signal)).toEqual({ data: { 'tls.crt': 'a cert — ü', 'tls.key': 'a key' }, resourceVersion: '101' })
  expect(store.place).toBe('Secret portcullis/portcullis-ca')
})

test('a Secret without data is read as empty', async () => {
  api.put(PATH, { metadata: { name: 'portcullis-ca' } })
  expect((await store.read(signal))?.data).toEqual({})
})

test('creating what is there already is lost', async () => {
  api.put(PATH, { metadata: {}, data: {} })
  expect(await store.create({ 'tls.crt': 'mine' }, signal)).toBe('lost')
  expect(api.objects.get(PATH).data).toEqual({})
})

test('an update keeps labels, annotations, owners and bytes that are no text; it writes under its own field manager', async () => {
  const binary = Buffer.from([0xff, 0x00, 0xfe]).toString('base64')
  const metadata = { name: 'portcullis-ca', labels: { team: 'net' }, annotations: { a: 'b' }, ownerReferences: [{ name: 'x' }] }
  api.put(PATH, { type: 'Opaque', metadata, data: { other: binary, 'ca-old.crt': base64('old') } })
  const secret = (await store.read(signal)) as CaSecret
  const { 'ca-old.crt': _, ...kept } = secret.data
  expect(await store.update(secret, { ...kept, 'tls.crt': 'new' }, signal)).toBe('done')
  expect(api.objects.get(PATH)).toMatchObject({ type: 'Opaque', metadata })
  expect(api.objects.get(PATH).data).toEqual({ other: binary, 'tls.crt': base64('new') })
  expect(api.requests.at(-1)?.path).toBe(`${PATH}?fieldManager=portcullis-ca`)
})

test.each<[string, () => void]>([
  ['changed since it was read', () => api.put(PATH, { metadata: {}, data: { 'tls.crt': base64('theirs') } })],
  ['deleted since it was read', () => api.objects.delete(PATH)],
])('an update of a Secret %s is lost, also at the last moment', async (_, meddle) => {
  const fresh = { metadata: {}, data: { 'tls.crt': base64('first') } }
  api.put(PATH, fresh)
  const secret = (await store.read(signal)) as CaSecret
  meddle()
  expect(await store.update(secret, { 'tls.crt': 'mine' }, signal)).toBe('lost')
  api.put(PATH, fresh)
  const again = (await store.read(signal)) as CaSecret
  api.intercept = ({ method }) => {
    if (method === 'PUT') meddle()
    return undefined
  }
  expect(await store.update(again, { 'tls.crt': 'mine' }, signal)).toBe('lost')
  expect(api.objects.get(PATH)?.data['tls.crt']).not.toBe(base64('mine'))
})

test('a refusal is told in the words of the API server', async () => {
  const forbidden = 'secrets "portcullis-ca" is forbidden: User "x" cannot get resource'
  api.intercept = () => failure(403, forbidden)
  const secret = { data: {}, resourceVersion: '1' }
  await expect(store.read(signal)).rejects.toThrow(`cannot read Secret portcullis/portcullis-ca: the API server answered 403: ${forbidden}`)
  await expect(store.create({}, signal)).rejects.toThrow('cannot create Secret portcullis/portcullis-ca: the API server answered 403')
  await expect(store.update(secret, {}, signal)).rejects.toThrow('the API server answered 403')
  api.intercept = () => ({ status: 200, text: '<html>a proxy' })
  await expect(store.read(signal)).rejects.toThrow(
    'cannot read Secret portcullis/portcullis-ca: the API server answered 200 with something that is no JSON',
  )
  api.intercept = () => ({ status: 200, text: 'x'.repeat(9 * 1024 * 1024) })
  await expect(store.read(signal)).rejects.toThrow('larger than 8 MiB')
})
