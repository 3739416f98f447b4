import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RULES } from '../../src/rules/index.ts'
import type { ControlPlane } from '../../test/support/control-plane/start.ts'
import { makeKeyPair } from '../../test/support/key-pair.ts'
import { startPortcullis } from '../../test/support/portcullis.ts'
import { accepts, onFreePorts } from '../../test/support/ports.ts'
import { Background } from '../../test/support/process.ts'
import { installBase } from '../../test/support/registration.ts'
import type { Programs } from './builds.ts'
import { LABEL } from './route.ts'

export interface Contestant {
  /** Which routes are its own, by their label. */
  readonly id: string
  readonly title: string
  /** None for the updates that no webhook reviews. */
  readonly webhook?: { readonly name: string; readonly port: number; readonly process: Background }
}

const LISTENS_WITHIN_MS = 20_000

/** Starts and registers all of them; each reviews its own routes only. They end with the control plane. */
export async function startContestants(plane: ControlPlane, { goNoop, portcullis }: Programs): Promise<readonly Contestant[]> {
  const tls = join(plane.folder, 'tls')
  const { cert, key } = await makeKeyPair()
  await mkdir(tls)
  await writeFile(join(tls, 'tls.crt'), cert)
  await writeFile(join(tls, 'tls.key'), key, { mode: 0o600 })
  const bare = [process.execPath, join(import.meta.dirname, '..', 'bare.ts')]
  return [
    { id: 'none', title: 'no webhook' },
    { id: 'go', title: 'Go, controller-runtime, no-op', webhook: await startYardstick(plane, 'go', [goNoop], tls, cert) },
    { id: 'bare', title: 'Node, node:https, no-op', webhook: await startYardstick(plane, 'bare', bare, tls, cert) },
    { id: 'portcullis', title: 'Portcullis, all rules', webhook: await startWithAllRules(plane, portcullis) },
  ]
}

async function startYardstick(plane: ControlPlane, id: string, [program = '', ...args]: string[], tls: string, ca: string) {
  const name = `${id}.bench.example.com`
  const [port, process_] = await onFreePorts(1, async ([port = 0]) => {
    const started = new Background({
      name: id,
      program,
      args: [...args, '--port', String(port), '--tls', tls],
      cwd: plane.folder,
      env: { PATH: '/usr/bin:/bin', HOME: plane.folder },
      watchdog: plane.watchdog,
    })
    await started.until(`a listener on port ${port}`, () => accepts(port), LISTENS_WITHIN_MS)
    return [port, started] as const
  })
  const configuration = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: id },
    webhooks: [
      {
        name,
        clientConfig: { url: `https://127.0.0.1:${port}/validate`, caBundle: Buffer.from(ca).toString('base64') },
        rules: [
          {
            apiGroups: ['gateway.networking.k8s.io'],
            apiVersions: ['v1'],
            operations: ['UPDATE'],
            resources: ['httproutes'],
            scope: 'Namespaced',
          },
        ],
        objectSelector: { matchLabels: { [LABEL]: id } },
        matchPolicy: 'Equivalent',
        failurePolicy: 'Fail',
        sideEffects: 'None',
        timeoutSeconds: 5,
        admissionReviewVersions: ['v1'],
      },
    ],
  }
  await plane.kubectl.must(['create', '-f', '-'], { stdin: JSON.stringify(configuration) })
  return { name, port, process: process_ }
}

/** The shipped manifests and rights; every rule that is off by default warns. */
async function startWithAllRules(plane: ControlPlane, program: string) {
  const config = join(plane.folder, 'all-rules.yaml')
  const odd = RULES.filter((rule) => rule.class === 'odd').map(({ id }) => [id, 'warn'])
  await writeFile(config, JSON.stringify({ preset: 'default', implementations: ['envoy-gateway@1.9'], rules: Object.fromEntries(odd) }))
  const shipped = await installBase(plane)
  const webhooks = shipped.webhooks.map((configuration) => ({
    ...configuration,
    webhooks: configuration.webhooks?.map((webhook) => ({ ...webhook, objectSelector: { matchLabels: { [LABEL]: 'portcullis' } } })),
  })) as typeof shipped.webhooks
  const serve = await startPortcullis(plane, { ...shipped, webhooks }, { program, args: ['--config', config] })
  return { name: 'validate.portcullis.dev', port: Number(new URL(serve.url).port), process: serve.process }
}
