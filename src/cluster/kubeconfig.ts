import { readFile } from 'node:fs/promises'
import type { RequestOptions } from 'node:https'
import { delimiter, dirname, resolve } from 'node:path'
import type { Cluster, Context, KubeConfig, User } from '@kubernetes/client-node'
import { load } from 'js-yaml'
import { isRecord, records, text } from '../gateway/shape.ts'
import type { Access, Credentials } from './credentials.ts'

/**
 * The credentials of a context in one kubeconfig file, or in several joined as in KUBECONFIG (the first that names something wins).
 * `empty` makes a KubeConfig without content. Errors name the file and, for a context that is not there, those that are.
 */
export async function kubeconfigCredentials(empty: () => KubeConfig, paths: string, context: string | undefined): Promise<Credentials> {
  const read = () => loadFiles(empty, paths, context)
  let config = await read()
  const { server } = config.getCurrentCluster() as Cluster
  return {
    server,
    read: () => accessOf(config, paths),
    async reload() {
      config = await read()
    },
  }
}

async function loadFiles(empty: () => KubeConfig, paths: string, context: string | undefined): Promise<KubeConfig> {
  const merged = empty()
  let found = 0
  for (const path of paths.split(delimiter).filter((entry) => entry !== '')) {
    const content = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw new Error(`kubeconfig ${path} cannot be read: ${error.message}`)
    })
    if (content === undefined) continue
    found += 1
    merge(merged, parse(empty(), path, content))
  }
  if (found === 0) throw new Error(`kubeconfig ${paths}: there is no such file`)
  choose(merged, paths, context)
  return merged
}

function parse(config: KubeConfig, path: string, content: string): KubeConfig {
  try {
    const document = load(content)
    if (!isRecord(document)) throw new Error('it holds no mapping')
    config.loadFromString(content)
    config.makePathsAbsolute(dirname(path))
    config.users = config.users.map((user) => completed(user, document, path))
    return config
  } catch (error) {
    throw new Error(`kubeconfig ${path} is not valid: ${(error as Error).message}`)
  }
}

/** What the library leaves out: `tokenFile`, and what kubectl tells an exec plugin. */
function completed(user: User, document: Readonly<Record<string, unknown>>, path: string): User {
  const entry = records(document.users).find(({ name }) => name === user.name)
  const fields = entry && isRecord(entry.user) ? entry.user : {}
  const tokenFile = text(fields.tokenFile)
  if (tokenFile && !user.token) return { ...user, authProvider: { name: 'tokenFile', config: { tokenFile: resolve(dirname(path), tokenFile) } } }
  if (!isRecord(user.exec)) return user
  const info = { apiVersion: user.exec.apiVersion, kind: 'ExecCredential', spec: { interactive: false } }
  const env = [...records(user.exec.env), { name: 'KUBERNETES_EXEC_INFO', value: JSON.stringify(info) }]
  return { ...user, exec: { ...user.exec, env } }
}

function merge(into: KubeConfig, from: KubeConfig): void {
  const fresh = <T extends { readonly name: string }>(known: readonly T[], more: readonly T[]) => [
    ...known,
    ...more.filter(({ name }) => !known.some((entry) => entry.name === name)),
  ]
  into.clusters = fresh(into.clusters, from.clusters)
  into.users = fresh(into.users, from.users)
  into.contexts = fresh(into.contexts, from.contexts)
  into.currentContext ||= from.currentContext
}

function choose(config: KubeConfig, paths: string, wanted: string | undefined): void {
  const name = wanted ?? config.currentContext
  const known = config.contexts.map((entry) => entry.name).join(', ') || 'none'
  if (!name) throw new Error(`kubeconfig ${paths} has no current-context: choose one with --context (known: ${known})`)
  const context = config.contexts.find((entry) => entry.name === name) as Context | undefined
  if (!context) throw new Error(`kubeconfig ${paths} has no context "${name}" (known: ${known})`)
  const cluster = config.clusters.find((entry) => entry.name === context.cluster)
  if (!cluster) throw new Error(`kubeconfig ${paths}: context "${name}" names the cluster "${context.cluster}", which is not there`)
  if (!/^https?:\/\//.test(cluster.server)) {
    throw new Error(`kubeconfig ${paths}: the server of cluster "${cluster.name}" is "${cluster.server}", and should begin with https://`)
  }
  if (cluster.proxyUrl && !/^https?:\/\//.test(cluster.proxyUrl)) {
    throw new Error(
      `kubeconfig ${paths}: the proxy-url of cluster "${cluster.name}" is "${cluster.proxyUrl}"; only http and https proxies can be used`,
    )
  }
  if (!config.users.some((entry) => entry.name === context.user)) {
    throw new Error(`kubeconfig ${paths}: context "${name}" names the user "${context.user ?? ''}", which is not there`)
  }
  config.setCurrentContext(name)
}

async function accessOf(config: KubeConfig, paths: string): Promise<Access> {
  const cluster = config.getCurrentCluster() as Cluster
  const proxy = cluster.proxyUrl ? { proxy: cluster.proxyUrl } : {}
  // As kubectl does: no credentials over a connection that anybody can read.
  if (cluster.server.startsWith('http:')) return { headers: {}, tls: {}, ...proxy }
  const options: RequestOptions = {}
  try {
    await config.applyToHTTPSOptions(options)
  } catch (error) {
    const user = config.getCurrentUser()?.name
    throw new Error(`kubeconfig ${paths}: the credentials of user "${user}" cannot be had: ${(error as Error).message.trim()}`, { cause: error })
  }
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(options.headers ?? {})) headers[name.toLowerCase()] = String(value).trim()
  if (options.auth) headers.authorization = `Basic ${Buffer.from(options.auth).toString('base64')}`
  const tls = {
    ...(options.ca && { ca: String(options.ca) }),
    ...(options.cert && { cert: String(options.cert) }),
    ...(options.key && { key: String(options.key) }),
    ...(options.servername && { servername: options.servername }),
    ...(cluster.skipTLSVerify && { rejectUnauthorized: false }),
  }
  return { headers, tls, ...proxy }
}
