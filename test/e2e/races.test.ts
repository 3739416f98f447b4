import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Clients, openClients } from '../support/clients.ts'
import { applyCrds } from '../support/crds.ts'
import { describeOnControlPlane } from '../support/on-control-plane.ts'
import { awaitCalls, startPortcullis } from '../support/portcullis.ts'
import { installBase } from '../support/registration.ts'
import { say } from '../support/say.ts'
import type { Serve } from '../support/serve.ts'

/** How often each race is run; more by the environment. */
const ROUNDS = Number(process.env.PORTCULLIS_RACES ?? 60)
const WITHIN_MS = 120_000 + ROUNDS * 2_000
const GROUP = '/apis/gateway.networking.k8s.io/v1'

describeOnControlPlane('writes of one moment', (plane) => {
  let serve: Serve | undefined
  let clients: Clients | undefined

  beforeAll(async () => {
    await applyCrds(plane(), 'v1.7.0-standard')
    serve = await startPortcullis(plane(), await installBase(plane()))
    await awaitCalls(plane())
    clients = await openClients(plane(), 2)
  }, 60_000)
  afterAll(async () => {
    await clients?.close()
    await serve?.stop()
  })

  const post = (n: number, path: string, object: object) => (clients as Clients).post(n, path, object)
  const gateway = (name: string, namespace: string) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name, namespace },
    spec: { gatewayClassName: 'kong', listeners: [{ name: 'web', port: 80, protocol: 'HTTP', hostname: `${name}.example` }] },
  })
  const kong = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: 'kong', annotations: { 'konghq.com/gatewayclass-unmanaged': 'true' } },
    spec: { controllerName: 'konghq.com/kic-gateway-controller' },
  }

  it(
    'of two Gateways for a class with room for one, just one is admitted, again and again',
    async () => {
      expect((await post(0, `${GROUP}/gatewayclasses`, kong)).code).toBe(201)
      const outcomes = { one: 0, both: 0, none: 0 }
      const refused = new Set<string>()
      const began = performance.now()
      for (let round = 0; round < ROUNDS; round++) {
        const answers = await Promise.all([0, 1].map((n) => post(n, `${GROUP}/namespaces/default/gateways`, gateway(`g${round}-${n}`, 'default'))))
        const admitted = answers.filter(({ code }) => code === 201).length
        outcomes[admitted === 1 ? 'one' : admitted === 2 ? 'both' : 'none'] += 1
        for (const { code, message } of answers) if (code !== 201) refused.add(/\[([a-z-]+)\]/.exec(message)?.[1] ?? message)
        // The next round begins at once: that the view still holds this one must refuse nobody.
        await plane().kubectl.must(['delete', 'gateways', '--all', '--wait=false', '-n', 'default'])
      }
      say(`${ROUNDS} pairs of conflicting creates at one replica: ${JSON.stringify(outcomes)} admitted`, began)
      expect(outcomes).toEqual({ one: ROUNDS, both: 0, none: 0 })
      expect([...refused]).toEqual(['several-gateways-per-class'])
      const metrics = await (await fetch(`${serve?.healthUrl}/metrics`)).text()
      expect(metrics).not.toMatch(/^portcullis_contradictions_admitted_total\{.*\} [1-9]/m)
    },
    WITHIN_MS,
  )

  it(
    'a whole application in random order, applied until it settles, ends whole: what was refused on the way waited for its grant',
    async () => {
      await post(0, `${GROUP}/gatewayclasses`, { ...kong, metadata: { name: 'bare' }, spec: { controllerName: 'istio.io/gateway-controller' } })
      const surprising = new Set<string>()
      const passes: number[] = []
      let refusals = 0
      const began = performance.now()
      for (let round = 0; round < ROUNDS; round++) {
        const [mine, theirs] = [`app-${round}`, `data-${round}`]
        const edge = gateway('edge', mine)
        const route = {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'HTTPRoute',
          metadata: { name: 'web' },
          spec: {
            parentRefs: [{ name: 'edge' }],
            hostnames: ['edge.example'],
            rules: [{ backendRefs: [{ name: 'db', namespace: theirs, port: 80 }] }],
          },
        }
        const objects: [string, object][] = [
          ['/api/v1/namespaces', { metadata: { name: mine } }],
          ['/api/v1/namespaces', { metadata: { name: theirs } }],
          [`${GROUP}/namespaces/${mine}/gateways`, { ...edge, spec: { ...edge.spec, gatewayClassName: 'bare' } }],
          [
            `/apis/gateway.networking.k8s.io/v1beta1/namespaces/${theirs}/referencegrants`,
            {
              apiVersion: 'gateway.networking.k8s.io/v1beta1',
              kind: 'ReferenceGrant',
              metadata: { name: 'routes' },
              spec: { from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: mine }], to: [{ group: '', kind: 'Service' }] },
            },
          ],
          [`/api/v1/namespaces/${theirs}/services`, { metadata: { name: 'db' }, spec: { ports: [{ port: 80 }] } }],
          [`${GROUP}/namespaces/${mine}/httproutes`, route],
        ]
        for (let at = objects.length - 1; at > 0; at--) {
          const other = randomInt(at + 1)
          ;[objects[at], objects[other]] = [objects[other] as [string, object], objects[at] as [string, object]]
        }
        let left = objects
        let pass = 0
        for (; left.length > 0 && pass < 6; pass++) {
          // Until its grant is there a route is refused for the want of it, and for nothing else.
          const isGranted = !left.some(([path]) => path.endsWith('/referencegrants'))
          // All at one time, where the API server holds up what waits for its namespace, or within a tenth of a second.
          const spread = round % 2 === 0 ? 1 : 100
          const answers = await Promise.all(left.map(([path, object], n) => sleep(randomInt(spread)).then(() => post(n, path, object))))
          // 404: its namespace was not there yet, which is no matter of ours.
          for (const { code, message } of answers) {
            if (code !== 403 || !message.includes('denied the request')) continue
            refusals += 1
            const found = [...message.matchAll(/\[([a-z]+(?:-[a-z]+)+)\] spec/g)].map(([, rule]) => rule)
            if (isGranted || found.length === 0 || found.some((rule) => rule !== 'missing-reference-grant')) surprising.add(message)
          }
          left = left.filter((_, n) => ![201, 409].includes(answers[n]?.code ?? 0))
        }
        passes[pass] = (passes[pass] ?? 0) + 1
        if (left.length > 0) surprising.add(`${left.map(([path]) => path).join(', ')} never got in`)
        const again = await post(0, `${GROUP}/namespaces/${mine}/httproutes`, { ...route, metadata: { name: 'again' } })
        if (again.code !== 201) surprising.add(`after settlement: ${again.message}`)
      }
      const settled = Object.entries(passes).map(([pass, rounds]) => `${rounds} in ${pass}`)
      say(`${ROUNDS} applications in random order: settled ${settled.join(', ')} passes, ${refusals} refusals on the way for want of a grant`, began)
      expect([...surprising]).toEqual([])
    },
    WITHIN_MS,
  )
})
