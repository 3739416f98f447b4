import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startBalancer } from './balancer.ts'
import type { ControlPlane } from './control-plane/start.ts'
import { onFreePorts } from './ports.ts'
import { type Installation, registerByUrl } from './registration.ts'
import { type Serve, startServe } from './serve.ts'

const CALLED_WITHIN_MS = 30_000

export interface PortcullisOptions {
  /** What node runs instead of `src/main.ts`. */
  readonly program?: string
  /** Flags beside addresses, kubeconfig, namespace and certificate name. `--config` with the shipped configuration if none is given. */
  readonly args?: readonly string[]
  /** Flags of Node.js. */
  readonly nodeArgs?: readonly string[]
  readonly failurePolicy?: 'Fail' | 'Ignore'
  /** File that receives a copy of its log. */
  readonly logFile?: string
}

/** Runs the process with the rights that ship and registers the webhooks at it. Returns when it is ready; see `awaitCalls`. */
export async function startPortcullis(plane: ControlPlane, installation: Installation, options: PortcullisOptions = {}): Promise<Serve> {
  return await onFreePorts(2, async (ports) => {
    await registerByUrl(plane, installation, `https://127.0.0.1:${ports[0]}`, options.failurePolicy)
    return await startAt(ports, plane, installation, options)
  })
}

export interface Replicas {
  readonly replicas: readonly Serve[]
  stop(): Promise<void>
}

/** The same with several processes behind a balancer, as behind a Service. */
export async function startReplicas(
  count: number,
  plane: ControlPlane,
  installation: Installation,
  options: PortcullisOptions = {},
): Promise<Replicas> {
  const replicas: Serve[] = []
  const balancer = await startBalancer(() => replicas.map(({ url }) => Number(new URL(url).port)))
  const stop = async () => {
    await Promise.all(replicas.map((replica) => replica.stop()))
    await balancer.stop()
  }
  try {
    await registerByUrl(plane, installation, `https://127.0.0.1:${balancer.port}`, options.failurePolicy)
    for (let n = 0; n < count; n++) replicas.push(await onFreePorts(2, (ports) => startAt(ports, plane, installation, options)))
    return { replicas, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function startAt(
  [port = 0, healthPort = 0]: readonly number[],
  plane: ControlPlane,
  { kubeconfig, namespace, config }: Installation,
  { program, args = ['--config', config], logFile, nodeArgs }: PortcullisOptions,
): Promise<Serve> {
  return startServe({
    // No endpoints have to hear of its end first: it need not serve on for them.
    program,
    nodeArgs,
    args: ['--kubeconfig', kubeconfig, '--namespace', namespace, '--tls-san', '127.0.0.1', '--drain-delay', '0', ...args],
    port,
    healthPort,
    home: join(plane.folder, 'home'),
    watchdog: plane.watchdog,
    logFile,
  })
}

const PROBE = JSON.stringify({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'GatewayClass',
  metadata: { name: 'probe' },
  spec: { controllerName: 'example.com/nobody' },
})

/** Waits until the API server calls both webhooks and gets answers, by its own count. Wants the CRD of GatewayClass; leaves nothing behind. */
export async function awaitCalls({ kubectl }: ControlPlane): Promise<void> {
  const before = await answeredCalls({ kubectl })
  const deadline = performance.now() + CALLED_WITHIN_MS
  for (;;) {
    const probed = await kubectl.run(['create', '--dry-run=server', '-f', '-'], { stdin: PROBE })
    const after = await answeredCalls({ kubectl })
    const called = [...after].filter(([name, count]) => count > (before.get(name) ?? 0))
    if (probed.code === 0 && called.length >= 2) return
    if (performance.now() > deadline) throw new Error(`the API server does not get through to the webhooks; last answer: ${probed.stderr}`)
    await sleep(100)
  }
}

/** Webhook name -> calls that got an answer, since the API server started. */
export async function answeredCalls({ kubectl }: Pick<ControlPlane, 'kubectl'>): Promise<Map<string, number>> {
  const metrics = await kubectl.must(['get', '--raw', '/metrics'])
  const calls = new Map<string, number>()
  for (const [, labels = '', count = '0'] of metrics.matchAll(/^apiserver_admission_webhook_request_total\{(.*)\} (\S+)$/gm)) {
    if (!labels.includes('code="200"')) continue
    const name = /(?:^|,)name="([^"]*)"/.exec(labels)?.[1] ?? ''
    calls.set(name, (calls.get(name) ?? 0) + Number(count))
  }
  return calls
}
