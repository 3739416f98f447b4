import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { applyCrds } from '../support/crds.ts'
import type { Kubectl } from '../support/kubectl.ts'
import { describeOnControlPlane } from '../support/on-control-plane.ts'
import { awaitCalls, startPortcullis } from '../support/portcullis.ts'
import { installBase } from '../support/registration.ts'
import { type Asked, askFor, descriptorsOf, reviewLoad, type Told, trusting } from '../support/review-load.ts'
import { review } from '../support/reviews.ts'
import { say } from '../support/say.ts'
import { type Serve, status } from '../support/serve.ts'

/** How long the API server is away; five minutes by the environment. */
const SECONDS = Number(process.env.PORTCULLIS_OUTAGE_SECONDS ?? 10)
const WITHIN_MS = 150_000 + SECONDS * 1000
const CONNECTIONS = 32
const GROUP = 'gateway.networking.k8s.io'

const object = (kind: string, name: string, spec: object, more: object = {}) => ({
  apiVersion: `${GROUP}/v1`,
  kind,
  metadata: { name, namespace: kind === 'GatewayClass' ? undefined : 'default', ...more },
  spec,
})
const listener = (name: string, port: number, hostname: string) => ({ name, port, protocol: 'HTTP', hostname })
const kong = object(
  'GatewayClass',
  'kong',
  { controllerName: 'konghq.com/kic-gateway-controller' },
  { annotations: { 'konghq.com/gatewayclass-unmanaged': 'true' } },
)
const istio = object('GatewayClass', 'istio', { controllerName: 'istio.io/gateway-controller' })
const holder = object('Gateway', 'holder', { gatewayClassName: 'kong', listeners: [listener('web', 80, 'holder.example')] })
const edge = object('Gateway', 'edge', { gatewayClassName: 'istio', listeners: [listener('web', 80, '*.edge.example')] })
/** Each with a hostname of its own: none is in another's way. */
const routeTo = (parent: object, namespace: string) => (n: number) =>
  object('HTTPRoute', `shop-${n}`, {
    parentRefs: [parent],
    hostnames: [`shop-${n}.edge.example`],
    rules: [{ backendRefs: [{ name: 'db', namespace, port: 80 }] }],
  })

const asked = (name: string, make: (n: number) => ReturnType<typeof object>, dryRun = true): Asked => ({
  name,
  body: (n) => {
    const made = make(n)
    const kind = { group: GROUP, version: 'v1', kind: made.kind }
    const creationTimestamp = new Date().toISOString().replace(/\.\d+/, '')
    const sent = { ...made, metadata: { ...made.metadata, creationTimestamp } }
    return review({ kind, requestKind: kind, name: made.metadata.name, namespace: made.metadata.namespace, object: sent, dryRun })
  },
})

const FINE = asked('fine', routeTo({ name: 'edge' }, 'default'), false)
/** Refused by the object itself: nothing that could have changed is asked about. */
const ALONE = asked('wrong in itself', (n) =>
  object('GatewayClass', `operator-${n}`, {
    controllerName: 'konghq.com/gateway-operator',
    parametersRef: { group: '', kind: 'ConfigMap', name: 'options', namespace: 'default' },
  }),
)
/** Wrong for ever, but only for the controller that its class names. */
const CLASH = asked('wrong by its class', (n) =>
  object('Gateway', `clash-${n}`, { gatewayClassName: 'istio', listeners: [listener('a', 80, 'x.example'), listener('b', 80, 'x.example')] }),
)
/** Wrong by what others say, which changes while nobody can see it. */
const CHANGING = [
  asked('second of its class', (n) =>
    object('Gateway', `second-${n}`, { gatewayClassName: 'kong', listeners: [listener('web', 80, 'second.example')] }),
  ),
  asked('without a grant', routeTo({ name: 'edge' }, 'pay')),
  asked('without a section', routeTo({ name: 'edge', sectionName: 'more' }, 'default')),
]
const ALL = [FINE, ALONE, CLASH, ...CHANGING, FINE, FINE]

/** After this everything in CHANGING is right. */
async function changeTheWorld(kubectl: Kubectl): Promise<void> {
  await kubectl.must(['delete', 'gateway', 'holder'])
  const grant = {
    apiVersion: `${GROUP}/v1beta1`,
    kind: 'ReferenceGrant',
    metadata: { name: 'routes', namespace: 'pay' },
    spec: { from: [{ group: GROUP, kind: 'HTTPRoute', namespace: 'default' }], to: [{ group: '', kind: 'Service' }] },
  }
  const more = { ...edge, spec: { ...edge.spec, listeners: [listener('web', 80, '*.edge.example'), listener('more', 81, '*.edge.example')] } }
  await kubectl.must(['apply', '-f', '-'], { stdin: [grant, more].map((one) => JSON.stringify(one)).join('\n---\n') })
}

async function setBack(kubectl: Kubectl): Promise<void> {
  await kubectl.run(['delete', 'referencegrant', 'routes', '-n', 'pay'])
  await kubectl.must(['apply', '-f', '-'], { stdin: [kong, istio, holder, edge].map((one) => JSON.stringify(one)).join('\n---\n') })
}

describeOnControlPlane('an API server that is away', (plane) => {
  let serve: Serve | undefined
  const agent = trusting()

  beforeAll(async () => {
    await applyCrds(plane(), 'v1.7.0-standard')
    await plane().kubectl.must(['create', 'namespace', 'pay'])
    const db = ['default', 'pay'].map((namespace) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'db', namespace },
      spec: { ports: [{ port: 80 }] },
    }))
    await plane().kubectl.must(['apply', '-f', '-'], { stdin: db.map((one) => JSON.stringify(one)).join('\n---\n') })
    serve = await startPortcullis(plane(), await installBase(plane()), { args: ['--implementation', 'kong-operator@2.1'] })
    await awaitCalls(plane())
    // From here on reviews come from the test alone: what happens behind its back is not told to the process by being asked about it.
    await plane().kubectl.must(['delete', 'validatingwebhookconfiguration,mutatingwebhookconfiguration', 'portcullis'])
  }, WITHIN_MS)
  afterAll(async () => {
    agent.destroy()
    await serve?.stop()
  })

  const one = async (ask: Asked) => await askFor(serve as Serve, agent, ask, Math.floor(performance.now() * 1000), 5000)
  const cached = async (kind: string) => {
    const text = await (await fetch(`${(serve as Serve).healthUrl}/metrics`)).text()
    return Number(new RegExp(`^portcullis_cache_objects\\{kind="${kind}"\\} (\\d+)$`, 'm').exec(text)?.[1])
  }
  const outcomes = (told: readonly Told[]) => {
    const counts: Record<string, number> = {}
    for (const { name, allowed, text } of told) {
      const words = !allowed ? 'refused' : text.includes('did not confirm in time') ? 'allowed, not confirmed' : 'allowed'
      counts[`${name}: ${words}`] = (counts[`${name}: ${words}`] ?? 0) + 1
    }
    return counts
  }

  it.each<[string, () => Promise<void>, () => Promise<void>]>([
    ['stands still', async () => plane().pauseApiServer(), async () => plane().resumeApiServer()],
    ['is killed', () => plane().stopApiServer(), () => plane().startApiServer()],
  ])(
    'and %s keeps nobody waiting and gets nobody refused by what may have changed',
    async (how, leave, comeBack) => {
      const process = (serve as Serve).process
      await setBack(plane().kubectl)
      for (const ask of [ALONE, CLASH, ...CHANGING]) {
        const said = async () => outcomes([await one(ask)])
        await expect.poll(said, { timeout: 10_000 }).toEqual({ [`${ask.name}: refused`]: 1 })
      }
      await expect.poll(() => cached('ReferenceGrant')).toBe(0)

      const load = reviewLoad(serve as Serve, ALL, CONNECTIONS)
      await sleep(1000)
      const before = outcomes(load.told)
      expect(Object.keys(before).sort()).toEqual(['fine: allowed', ...[ALONE, CLASH, ...CHANGING].map(({ name }) => `${name}: refused`)].sort())

      const readiness = new Set<number | undefined>()
      let descriptors = 0
      const probe = setInterval(async () => {
        readiness.add(await status(`${(serve as Serve).healthUrl}/readyz`))
        descriptors = Math.max(descriptors, await descriptorsOf(process.pid))
      }, 250)
      onTestFinished(async () => {
        clearInterval(probe)
        plane().resumeApiServer()
        await load.stop()
      })
      await leave()
      const left = performance.now()
      const elsewhere = await plane().startSecondApiServer()
      await changeTheWorld(elsewhere.kubectl)
      await sleep(Math.max(3000, SECONDS * 1000 - (performance.now() - left)))
      const until = performance.now()
      await elsewhere.stop()
      const away = load.told.filter(({ began, elapsed }) => began >= left && began + elapsed <= until)
      const counts = outcomes(away)
      say(
        `API server ${how}: ${away.length} reviews, ${Math.round(100 * away.reduce((most, { elapsed, timeout }) => Math.max(most, elapsed / timeout), 0))}% of the timeout at most, ${descriptors} descriptors at most: ${JSON.stringify(counts)}`,
        left,
      )

      await comeBack()
      const back = performance.now()
      // Confirmed again: what is wrong is refused, what is right by now is not even warned of, and the cache itself has followed.
      const clean = async () => (await Promise.all(CHANGING.map(one))).map(({ allowed, text }) => (allowed ? text : 'refused')).join('')
      await expect.poll(async () => (await one(CLASH)).allowed, { timeout: 60_000 }).toBe(false)
      say('a refusal is confirmed again', back)
      await expect.poll(async () => [await cached('Gateway'), await cached('ReferenceGrant')], { timeout: 90_000, interval: 100 }).toEqual([1, 1])
      await expect.poll(clean, { timeout: 30_000 }).toBe('')
      say('the cache has caught up', back)
      clearInterval(probe)
      await load.stop()

      expect(load.failed).toEqual([])
      expect(load.told.filter(({ elapsed, timeout }) => elapsed >= timeout)).toEqual([])
      expect(Object.keys(counts).sort()).toEqual(
        ['fine: allowed', 'wrong in itself: refused', ...[CLASH, ...CHANGING].map(({ name }) => `${name}: allowed, not confirmed`)].sort(),
      )
      expect([...readiness]).toEqual([200])
      expect(descriptors).toBeLessThan(CONNECTIONS + 200)
    },
    WITHIN_MS,
  )
})
