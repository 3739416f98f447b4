import { request } from 'node:https'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { applyCrds } from '../support/crds.ts'
import { describeOnControlPlane } from '../support/on-control-plane.ts'
import { answeredCalls, awaitCalls, startPortcullis } from '../support/portcullis.ts'
import { type Installation, installBase } from '../support/registration.ts'
import { type Serve, status } from '../support/serve.ts'
import { tutorial, tutorialFile } from '../support/tutorials.ts'

const WITHIN_MS = 150_000
const PATIENTLY = { timeout: 60_000, interval: 500 }

interface Answer {
  readonly response: {
    readonly uid: string
    readonly allowed: boolean
    readonly status?: { readonly message: string }
    readonly warnings?: readonly string[]
  }
}

/** A review as the API server sends one, asked of the process itself. */
function review(url: string, object: unknown): Promise<Answer> {
  const body = JSON.stringify({
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: {
      uid: '5d0f5ae3-5f0f-4b7a-9a6e-0a2f4f6f1f11',
      kind: { group: 'gateway.networking.k8s.io', version: 'v1', kind: 'HTTPRoute' },
      resource: { group: 'gateway.networking.k8s.io', version: 'v1', resource: 'httproutes' },
      name: 'by-query',
      namespace: 'default',
      operation: 'CREATE',
      userInfo: { username: 'admin' },
      object,
      oldObject: null,
      dryRun: true,
      options: null,
    },
  })
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/validate?timeout=5s`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      // Whether its certificate is trusted is the API server's part of these tests.
      rejectUnauthorized: false,
      agent: false,
    })
    asked.on('response', async (answer) => {
      const chunks = await answer.toArray()
      resolve(JSON.parse(Buffer.concat(chunks).toString()))
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

describeOnControlPlane('the process', (plane) => {
  let installation: Installation | undefined
  let serve: Serve | undefined

  beforeEach(async () => {
    installation ??= await installBase(plane())
  }, WITHIN_MS)
  afterEach(async () => {
    await serve?.stop()
    serve = undefined
  }, WITHIN_MS)

  it(
    'is ready without any CRD, and picks each up when it appears',
    async () => {
      const { kubectl } = plane()
      serve = await startPortcullis(plane(), installation as Installation)
      await applyCrds(plane(), 'v1.7.0-standard', (name) => !name.startsWith('referencegrants'))
      await awaitCalls(plane())
      await kubectl.must(['apply', '-f', tutorialFile('kong-2.6')])
      const cross = (await tutorial('refused-kong')).find(({ name }) => name === 'cross')?.text ?? ''
      const create = ['create', '--dry-run=server', '-f', '-']
      const answer = async () => await kubectl.run(create, { stdin: cross })
      await expect.poll(async () => (await answer()).stderr, PATIENTLY).toContain('denied the request')

      await applyCrds(plane(), 'v1.7.0-standard')
      await kubectl.must(['create', 'namespace', 'payments'])
      const grant = {
        apiVersion: 'gateway.networking.k8s.io/v1beta1',
        kind: 'ReferenceGrant',
        metadata: { name: 'from-default', namespace: 'payments' },
        spec: {
          from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'default' }],
          to: [{ group: '', kind: 'Service' }],
        },
      }
      await kubectl.apply(JSON.stringify(grant))
      await expect.poll(async () => (await answer()).code, PATIENTLY).toBe(0)
    },
    WITHIN_MS,
  )

  it(
    'answers while the API server is away, and follows it when it is back',
    async () => {
      const { kubectl, stopApiServer, startApiServer } = plane()
      await applyCrds(plane(), 'v1.7.0-standard')
      serve = await startPortcullis(plane(), installation as Installation)
      await awaitCalls(plane())
      await kubectl.must(['apply', '-f', tutorialFile('kong-2.6')])
      const byQuery = JSON.parse((await tutorial('refused-kong')).find(({ name }) => name === 'by-query')?.text ?? '')
      const fine = { ...byQuery, spec: { ...byQuery.spec, rules: [{ backendRefs: [{ name: 'echo', port: 80 }] }] } }

      await stopApiServer()
      // Nobody is refused by a view that nothing confirms.
      const unconfirmed = (await review(serve.url, byQuery)).response
      expect(unconfirmed).toMatchObject({ allowed: true })
      expect(unconfirmed.warnings?.join('\n')).toMatch(/unsupported-query-params.*did not confirm in time/s)
      expect((await review(serve.url, fine)).response).toMatchObject({ allowed: true })
      expect(await status(`${serve.healthUrl}/livez`)).toBe(200)

      await startApiServer()
      expect(serve.process.running).toBe(true)
      expect(await answeredCalls(plane())).toEqual(new Map())
      await awaitCalls(plane())
      // What came into being after the restart is seen: the class is free once its Gateway is gone, and taken again by the next.
      await kubectl.must(['delete', 'gateway', 'kong'])
      const second = (await tutorial('refused-kong')).find(({ name }) => name === 'second')?.text ?? ''
      await expect.poll(async () => (await kubectl.run(['apply', '-f', '-'], { stdin: second })).stderr, PATIENTLY).toBe('')
      const third = second.replaceAll('"second"', '"third"')
      const { code, stderr } = await kubectl.run(['apply', '-f', '-'], { stdin: third })
      expect(stderr).toContain('denied the request')
      expect(code).toBe(1)
    },
    WITHIN_MS,
  )

  it(
    'ends in order when it is told to',
    async () => {
      serve = await startPortcullis(plane(), installation as Installation)
      const code = await serve.stop()
      expect(code).toBe(0)
    },
    WITHIN_MS,
  )
})
