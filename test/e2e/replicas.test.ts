import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Clients, openClients } from '../support/clients.ts'
import { applyCrds } from '../support/crds.ts'
import { describeOnControlPlane } from '../support/on-control-plane.ts'
import { awaitCalls, type Replicas, startReplicas } from '../support/portcullis.ts'
import { install } from '../support/registration.ts'
import { say } from '../support/say.ts'

/** How often each race is run; more by the environment. */
const ROUNDS = Number(process.env.PORTCULLIS_RACES ?? 60)
const AT_ONCE = 6
const WITHIN_MS = 120_000 + ROUNDS * 1_000
const FOUND_WITHIN_MS = 5_000
const V1 = 'gateway.networking.k8s.io/v1'
const TOLD = 'admitted at the same time as what it contradicts: '

interface Line {
  readonly msg: string
  readonly time: string
  readonly name?: string
}

interface Event {
  readonly type: string
  readonly note: string
  readonly reportingController: string
  readonly regarding: { readonly name: string; readonly uid: string }
}

describeOnControlPlane('two replicas', (plane) => {
  let running: Replicas | undefined
  let clients: Clients | undefined

  beforeAll(async () => {
    await applyCrds(plane(), 'v1.7.0-standard')
    const installation = await install(plane(), 'overlays/events')
    const config = join(plane().folder, 'with-events.yaml')
    await writeFile(config, 'events: true\n')
    running = await startReplicas(2, plane(), installation, { args: ['--config', config] })
    await awaitCalls(plane())
    clients = await openClients(plane(), 2)
  }, 90_000)
  afterAll(async () => {
    await clients?.close()
    await running?.stop()
  })

  const replicas = () => (running as Replicas).replicas
  const metrics = () => Promise.all(replicas().map(async ({ healthUrl }) => await (await fetch(`${healthUrl}/metrics`)).text()))
  const sum = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].reduce((total, [, value]) => total + Number(value), 0)
  const lines = () =>
    replicas().flatMap(({ process }) =>
      process.log
        .split('\n')
        .filter((line) => line.includes(TOLD))
        .map((line) => JSON.parse(line) as Line),
    )

  it(
    'may both admit what contradicts at one moment, and find and show each such pair',
    async () => {
      const { post } = clients as Clients
      const classes = Array.from({ length: ROUNDS }, (_, round) => `kong-${round}`)
      for (const name of classes) {
        const metadata = { name, annotations: { 'konghq.com/gatewayclass-unmanaged': 'true' } }
        const made = { apiVersion: V1, kind: 'GatewayClass', metadata, spec: { controllerName: 'konghq.com/kic-gateway-controller' } }
        expect((await post(0, `/apis/${V1}/gatewayclasses`, made)).code).toBe(201)
      }
      const seen = async () => (await metrics()).map((text) => sum(text, /^portcullis_cache_objects\{kind="GatewayClass"\} (\d+)$/gm))
      await expect.poll(seen, { timeout: 10_000 }).toEqual([ROUNDS, ROUNDS])

      const began = performance.now()
      const admitted = { one: 0, both: 0, none: 0 }
      const both = new Map<string, number>()
      const wrong: string[] = []
      const race = async (round: number) => {
        const answers = await Promise.all(
          [0, 1].map((n) => {
            const name = `g-${round}-${n}`
            const spec = { gatewayClassName: `kong-${round}`, listeners: [{ name: 'web', port: 80, protocol: 'HTTP', hostname: `${name}.example` }] }
            return post(n, `/apis/${V1}/namespaces/default/gateways`, { apiVersion: V1, kind: 'Gateway', metadata: { name }, spec })
          }),
        )
        const count = answers.filter(({ code }) => code === 201).length
        admitted[count === 1 ? 'one' : count === 2 ? 'both' : 'none'] += 1
        if (count === 2) both.set(`g-${round}`, Date.now())
        for (const { code, message } of answers) if (code !== 201 && !message.includes('[several-gateways-per-class]')) wrong.push(message)
      }
      // Of few calls at one time the API server would keep few connections, which may all lead to one replica.
      const rounds = classes.keys()
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (const round of rounds) await race(round)
        }),
      )
      say(`${ROUNDS} pairs of conflicting creates at two replicas: ${JSON.stringify(admitted)} admitted`, began)
      expect(wrong).toEqual([])
      expect(admitted.none).toBe(0)
      // Else nothing was raced.
      expect(admitted.both).toBeGreaterThan(0)
      for (const text of await metrics())
        expect(sum(text, /^portcullis_admission_requests_total\{webhook="validate",.*\} (\d+)$/gm)).toBeGreaterThan(ROUNDS / 10)

      await sleep(FOUND_WITHIN_MS)
      const told = lines()
      const after = new Map(
        [...both].map(([pair, at]) => [pair, told.filter(({ name }) => name?.startsWith(`${pair}-`)).map(({ time }) => Date.parse(time) - at)]),
      )
      const latest = Math.max(0, ...[...after.values()].map((times) => Math.min(...times)))
      say(`found and told: ${[...after.values()].filter(({ length }) => length > 0).length} of ${both.size}, the latest after ${latest} ms`, began)
      // Each pair once, by the replica that admitted the one at fault, and nobody else is told of.
      expect([...after.values()].map(({ length }) => length)).toEqual([...both].map(() => 1))
      expect(told).toHaveLength(both.size)
      expect(latest).toBeLessThan(FOUND_WITHIN_MS)
      const counted = (await metrics()).map((text) =>
        sum(text, /^portcullis_contradictions_admitted_total\{rule="several-gateways-per-class"\} (\d+)$/gm),
      )
      expect(counted.reduce((a, b) => a + b)).toBe(both.size)

      const events = async () => {
        const { items } = JSON.parse(await plane().kubectl.must(['get', 'events.v1.events.k8s.io', '-o', 'json'])) as { items: Event[] }
        // The API server writes Events of its own into the same namespace, on cluster IPs that it repairs.
        return items.filter(({ reportingController }) => reportingController === 'portcullis.dev/portcullis')
      }
      const regarded = async () => (await events()).map(({ regarding }) => regarding.name).sort()
      await expect.poll(regarded, { timeout: 5_000 }).toEqual(told.map(({ name }) => name).sort())
      for (const { type, note, regarding } of await events()) {
        expect(type).toBe('Warning')
        expect(both.has(regarding.name.replace(/-[01]$/, ''))).toBe(true)
        expect(note).toMatch(/^\[several-gateways-per-class\] GatewayClass "kong-\d+" is held by Gateway "g-\d+-[01]"/)
      }
      const [first] = await events()
      if (first) expect(await plane().kubectl.must(['describe', 'gateway', first.regarding.name])).toContain('ContradictionAdmitted')
    },
    WITHIN_MS,
  )
})
