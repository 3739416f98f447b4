import { beforeEach, expect, test } from 'vitest'
import { WebhookConfigurations } from '../../src/cluster/webhook-configuration.ts'
import { FakeApiServer, failure } from './fake-api-server.ts'

const V = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/portcullis'
const M = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/portcullis'
const BUNDLE = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
const ENCODED = Buffer.from(BUNDLE).toString('base64')
const signal = new AbortController().signal
let api: FakeApiServer
let publisher: WebhookConfigurations

const byService = (name: string) => ({ name, clientConfig: { service: { name: 's', namespace: 'n', path: '/validate' } }, sideEffects: 'None' })
const byUrl = (name: string) => ({ name, clientConfig: { url: 'https://127.0.0.1:8443/validate', caBundle: 'c3RhbGU=' }, sideEffects: 'None' })
const configuration = (...webhooks: object[]) => ({ metadata: { name: 'portcullis', labels: { a: 'b' } }, webhooks })
const patches = () => api.requests.filter(({ method }) => method === 'PATCH')

beforeEach(() => {
  api = new FakeApiServer()
  publisher = new WebhookConfigurations(api, 'portcullis')
})

test('every webhook of both, by Service and by URL; nothing but caBundle', async () => {
  api.put(V, configuration(byService('a'), byUrl('b')))
  api.put(M, configuration(byService('c')))
  expect(await publisher.publish(BUNDLE, signal)).toBe('changed')
  expect(api.objects.get(V)).toMatchObject(
    configuration(
      { ...byService('a'), clientConfig: { ...byService('a').clientConfig, caBundle: ENCODED } },
      { ...byUrl('b'), clientConfig: { url: 'https://127.0.0.1:8443/validate', caBundle: ENCODED } },
    ),
  )
  expect(api.objects.get(M).webhooks[0].clientConfig.caBundle).toBe(ENCODED)
  for (const { path, body } of patches()) {
    expect(path).toMatch(/\?fieldManager=portcullis-ca$/)
    expect(JSON.parse(body ?? '').map(({ path }: { path: string }) => path)).toEqual([
      '/metadata/resourceVersion',
      ...(path.startsWith(V) ? ['/webhooks/0/clientConfig/caBundle', '/webhooks/1/clientConfig/caBundle'] : ['/webhooks/0/clientConfig/caBundle']),
    ])
  }
  expect(patches()).toHaveLength(2)
})

test('what is right already is not written, and only what is wrong is', async () => {
  api.put(V, configuration(byService('a'), byService('b')))
  await publisher.publish(BUNDLE, signal)
  expect(await publisher.publish(BUNDLE, signal)).toBe('unchanged')
  expect(patches()).toHaveLength(1)
  api.objects.get(V).webhooks[1].clientConfig.caBundle = 'c3RhbGU='
  expect(await publisher.publish(BUNDLE, signal)).toBe('changed')
  expect(JSON.parse(patches().at(-1)?.body ?? '').map(({ path }: { path: string }) => path)).toEqual([
    '/metadata/resourceVersion',
    '/webhooks/1/clientConfig/caBundle',
  ])
})

test('one absent, both absent, none with webhooks', async () => {
  expect(await publisher.publish(BUNDLE, signal)).toBe('absent')
  api.put(M, configuration(byService('a')))
  expect(await publisher.publish(BUNDLE, signal)).toBe('changed')
  api.put(M, { metadata: { name: 'portcullis' } })
  expect(await publisher.publish(BUNDLE, signal)).toBe('unchanged')
})

test('somebody writes in between: looked at again, the right entry is patched', async () => {
  api.put(V, configuration(byService('a'), byService('b')))
  let meddled = false
  api.intercept = ({ method }) => {
    if (method === 'PATCH' && !meddled) {
      meddled = true
      api.put(V, configuration(byService('b')))
    }
    return undefined
  }
  expect(await publisher.publish(BUNDLE, signal)).toBe('changed')
  expect(api.objects.get(V).webhooks).toHaveLength(1)
  expect(api.objects.get(V).webhooks[0]).toMatchObject({ name: 'b', clientConfig: { caBundle: ENCODED } })
})

test('deleted in between: absent', async () => {
  api.put(V, configuration(byService('a')))
  api.intercept = ({ method }) => {
    if (method === 'PATCH') api.objects.delete(V)
    return undefined
  }
  expect(await publisher.publish(BUNDLE, signal)).toBe('absent')
})

test('a write that does not last is not taken for published', async () => {
  api.put(V, configuration(byService('a')))
  api.intercept = ({ method }) => (method === 'PATCH' ? { status: 200, text: '{}' } : undefined)
  await expect(publisher.publish(BUNDLE, signal)).rejects.toThrow(
    'cannot write caBundle into validatingwebhookconfigurations "portcullis": somebody else overwrites it at once',
  )
})

test('a refusal is told in the words of the API server, and the other one is written all the same', async () => {
  api.put(V, configuration(byService('a')))
  api.put(M, configuration(byService('b')))
  api.intercept = ({ method, path }) => (method === 'PATCH' && path.startsWith(V) ? failure(403, 'cannot patch resource') : undefined)
  await expect(publisher.publish(BUNDLE, signal)).rejects.toThrow(
    'cannot write caBundle into validatingwebhookconfigurations "portcullis": the API server answered 403: cannot patch resource',
  )
  expect(api.objects.get(M).webhooks[0].clientConfig.caBundle).toBe(ENCODED)
  api.intercept = () => failure(422, 'is invalid')
  await expect(publisher.publish(BUNDLE, signal)).rejects.toThrow('the API server answered 422: is invalid')
})
