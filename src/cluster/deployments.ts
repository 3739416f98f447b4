import { type Fields, isRecord, records, text } from '../gateway/shape.ts'
import { getJson } from './get-json.ts'
import type { Timing } from './timing.ts'
import type { Transport } from './transport.ts'

/** What a Deployment runs: the images of its containers, with the environment that is written out and the arguments. */
export interface RunningDeployment {
  readonly namespace: string
  readonly name: string
  readonly containers: readonly { readonly image: string; readonly env: Readonly<Record<string, string>>; readonly args: readonly string[] }[]
}

const PAGE = '200'

/**
 * Every Deployment of the cluster, page by page; of each only what it runs is kept, and environment only under the given prefixes: the rest
 * is nobody's business. Rejects with ApiError (403 without the right to list Deployments), or the transport's error.
 */
export async function listDeployments(
  transport: Transport,
  envPrefixes: readonly string[],
  timing: Timing,
  signal: AbortSignal,
): Promise<RunningDeployment[]> {
  const found: RunningDeployment[] = []
  for (let more = ''; ; ) {
    const query = new URLSearchParams({ limit: PAGE, ...(more && { continue: more }) })
    const body = await getJson(transport, `/apis/apps/v1/deployments?${query}`, 'application/json', timing, signal)
    if (!isRecord(body)) return found
    for (const item of records(body.items)) found.push(deploymentOf(item, envPrefixes))
    more = (isRecord(body.metadata) && text(body.metadata.continue)) || ''
    if (more === '') return found
  }
}

function deploymentOf({ metadata, spec }: Fields, envPrefixes: readonly string[]): RunningDeployment {
  const { namespace, name } = isRecord(metadata) ? metadata : {}
  const template = isRecord(spec) && isRecord(spec.template) ? spec.template : {}
  const pod = isRecord(template.spec) ? template.spec : {}
  return {
    namespace: text(namespace) ?? '',
    name: text(name) ?? '',
    containers: records(pod.containers).map((container) => ({
      image: text(container.image) ?? '',
      env: Object.fromEntries(
        records(container.env).flatMap(({ name: variable, value }) =>
          typeof variable === 'string' && typeof value === 'string' && envPrefixes.some((prefix) => variable.startsWith(prefix))
            ? [[variable, value]]
            : [],
        ),
      ),
      args: [container.command, container.args].flatMap((list) => (Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [])),
    })),
  }
}
