import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, realpath, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kubectl } from '../kubectl.ts'
import { onFreePorts } from '../ports.ts'
import { Background } from '../process.ts'
import { Watchdog } from '../watchdog.ts'
import { writeKubeconfig } from './kubeconfig.ts'

const READY_WITHIN_MS = 90_000

export interface ControlPlane {
  /** Folder of the programs it runs. */
  readonly assets: string
  readonly url: string
  /** PEM of the CA that signed the API server's certificate. */
  readonly ca: string
  /** Kubeconfig file of the administrator. */
  readonly kubeconfig: string
  /** Own folder, gone after `stop`: for whatever belongs to this control plane. */
  readonly folder: string
  /** kubectl as the administrator. */
  readonly kubectl: Kubectl
  /** Guards further processes that belong to this control plane. */
  readonly watchdog: Watchdog
  /** As a crash would: at once, without goodbye. etcd runs on. */
  stopApiServer(): Promise<void>
  /** On the same port, with the same data and certificate. */
  startApiServer(): Promise<void>
  /** As a machine that stands still: connections stay open, and nothing is answered until `resumeApiServer`. */
  pauseApiServer(): void
  resumeApiServer(): void
  /** Another one on the same data, as in a control plane of several machines. Returns its kubectl as the administrator. */
  startSecondApiServer(): Promise<{ readonly kubectl: Kubectl; stop(): Promise<void> }>
  stop(): Promise<void>
}

/** Starts etcd (on sockets in its folder) and kube-apiserver (on a free loopback port). Returns when the API server is ready. */
export async function startControlPlane(assets: string): Promise<ControlPlane> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'portcullis-'))
  const watchdog = new Watchdog(folder)
  try {
    const token = await writeCredentials(folder)
    const etcd = startEtcd(assets, folder, watchdog)
    const { port, apiServer, ca } = await onFreePorts(1, async ([port = 0]) => await startApiServer({ assets, folder, watchdog, etcd, token, port }))
    const url = `https://127.0.0.1:${port}`
    const kubeconfig = join(folder, 'admin.kubeconfig')
    const second = join(folder, 'admin-second.kubeconfig')
    await writeKubeconfig(kubeconfig, { url, ca, user: 'admin', token })
    const home = join(folder, 'home')
    await mkdir(home)
    const kubectl = new Kubectl({ program: join(assets, 'kubectl'), kubeconfig, home })
    let current = apiServer
    return {
      assets,
      url,
      ca,
      kubeconfig,
      folder,
      kubectl,
      watchdog,
      stopApiServer: async () => void (await current.stop()),
      startApiServer: async () => {
        current = (await startApiServer({ assets, folder, watchdog, etcd, token, port })).apiServer
      },
      pauseApiServer: () => current.signal('SIGSTOP'),
      resumeApiServer: () => current.signal('SIGCONT'),
      startSecondApiServer: async () => {
        const other = await onFreePorts(1, async ([free = 0]) => await startApiServer({ assets, folder, watchdog, etcd, token, port: free }))
        await writeKubeconfig(second, { url: `https://127.0.0.1:${other.port}`, ca, user: 'admin', token })
        return { kubectl: kubectl.with({ kubeconfig: second }), stop: async () => void (await other.apiServer.stop()) }
      },
      stop: async () => {
        await current.stop()
        await etcd.stop()
        await watchdog.release()
      },
    }
  } catch (error) {
    await watchdog.release()
    throw error
  }
}

async function writeCredentials(folder: string): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  await writeFile(join(folder, 'tokens.csv'), `${token},admin,admin,"system:masters"\n`, { mode: 0o600 })
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  await writeFile(join(folder, 'service-accounts.key'), privateKey.export({ type: 'sec1', format: 'pem' }), { mode: 0o600 })
  return token
}

// Sockets relative to the working directory: no ports to race for, no paths too long for a socket. etcd wants something after the colon.
const ETCD_URL = 'unix://etcd:1'
const ETCD_PEER_URL = 'unix://etcd-peer:1'

function startEtcd(assets: string, folder: string, watchdog: Watchdog): Background {
  return new Background({
    name: 'etcd',
    program: join(assets, 'etcd'),
    args: [
      '--name=only',
      `--data-dir=${join(folder, 'etcd')}`,
      '--unsafe-no-fsync',
      `--listen-client-urls=${ETCD_URL}`,
      `--advertise-client-urls=${ETCD_URL}`,
      `--listen-peer-urls=${ETCD_PEER_URL}`,
      `--initial-advertise-peer-urls=${ETCD_PEER_URL}`,
      `--initial-cluster=only=${ETCD_PEER_URL}`,
      '--log-level=warn',
    ],
    cwd: folder,
    env: {},
    watchdog,
  })
}

interface ApiServerStart {
  readonly assets: string
  readonly folder: string
  readonly watchdog: Watchdog
  readonly etcd: Background
  readonly token: string
  readonly port: number
}

async function startApiServer({ assets, folder, watchdog, etcd, token, port }: ApiServerStart) {
  const key = join(folder, 'service-accounts.key')
  const issuer = 'https://kubernetes.default.svc'
  const apiServer = new Background({
    name: 'kube-apiserver',
    program: join(assets, 'kube-apiserver'),
    args: [
      `--etcd-servers=${ETCD_URL}`,
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      // A loopback address is no valid endpoint of the service "kubernetes", which nobody needs here.
      '--endpoint-reconciler-type=none',
      `--secure-port=${port}`,
      `--cert-dir=${join(folder, 'certs')}`,
      `--token-auth-file=${join(folder, 'tokens.csv')}`,
      '--authorization-mode=RBAC',
      `--service-account-issuer=${issuer}`,
      `--service-account-key-file=${key}`,
      `--service-account-signing-key-file=${key}`,
      `--api-audiences=${issuer}`,
      // Wide enough for every Service of a test that makes thousands.
      '--service-cluster-ip-range=10.0.0.0/16',
      // It would want the ServiceAccount "default" in each namespace, which a controller manager makes.
      '--disable-admission-plugins=ServiceAccount',
    ],
    cwd: folder,
    env: {},
    logFile: join(folder, 'kube-apiserver.log'),
    watchdog,
  })
  try {
    let ca = ''
    const isReady = async () => {
      if (!etcd.running) throw new Error(`etcd ${etcd.endedBecause()}`)
      ca ||= await readFile(join(folder, 'certs', 'apiserver.crt'), 'utf8').catch(() => '')
      return ca !== '' && (await answersOk(port, ca, token))
    }
    await apiServer.until('/readyz', isReady, READY_WITHIN_MS)
    return { apiServer, ca, port }
  } catch (error) {
    await apiServer.stop()
    throw error
  }
}

function answersOk(port: number, ca: string, token: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({
      host: '127.0.0.1',
      port,
      path: '/readyz',
      ca,
      agent: false,
      timeout: 5_000,
      headers: { authorization: `Bearer ${token}` },
    })
    asked.on('response', (answer) => {
      answer.resume()
      resolve(answer.statusCode === 200)
    })
    asked.on('timeout', () => asked.destroy())
    asked.on('error', () => resolve(false))
    asked.end()
  })
}
