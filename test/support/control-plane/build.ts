import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { withBuildLock } from './build-lock.ts'

const OWN_MODULE = join(import.meta.dirname, '..', '..', 'control-plane')

const GOOS: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin' }
const GOARCH: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' }

const ABANDONED_AFTER_MS = 3_600_000

export interface BuildPlan {
  readonly module: string
  /** Where the programs end up: named by the hash of everything that goes into them. */
  readonly folder: string
  readonly flags: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

export type BuildOutcome = 'built' | 'no go' | { readonly failed: string }

export async function buildPlan(cache: string, module = OWN_MODULE): Promise<BuildPlan | { readonly unsupported: string }> {
  const goos = GOOS[process.platform]
  const goarch = GOARCH[process.arch]
  if (!goos || !goarch) return { unsupported: `the control plane is not built for ${process.platform}/${process.arch}` }
  const sources = await Promise.all(['main.go', 'go.mod', 'go.sum'].map((name) => readFile(join(module, name))))
  const version = /^\s*k8s\.io\/kubernetes (v\S+)/m.exec(String(sources[1]))?.[1]
  if (!version) throw new Error(`${join(module, 'go.mod')}: requires no k8s.io/kubernetes, so the version to build is not known`)
  // Without the version kubectl complains about skew. The rest keeps what a person has set in GOFLAGS and in workspaces out of the result.
  const flags = ['-mod=readonly', '-buildvcs=false', '-trimpath', '-ldflags', `-s -w -X k8s.io/component-base/version.gitVersion=${version}`]
  const env = { CGO_ENABLED: '0', GOOS: goos, GOARCH: goarch, GOWORK: 'off' }
  const hash = createHash('sha256')
  for (const part of [...sources, JSON.stringify([flags, env])]) hash.update(`${part.length}:`).update(part)
  return { module, folder: join(cache, hash.digest('hex').slice(0, 20)), flags, env }
}

/** Builds the one binary and gives it every name. Two processes at once: the second waits. Whatever breaks off midway leaves `plan.folder` untouched. */
export async function buildPrograms(
  plan: BuildPlan,
  names: readonly string[],
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<BuildOutcome> {
  const version = await run('go', ['version'], plan.module, env)
  if ('error' in version) return 'no go'
  const cache = dirname(plan.folder)
  await mkdir(cache, { recursive: true })
  const waiting = () => say('Another process is building the control plane for the tests; waiting for it.')
  return await withBuildLock(`${plan.folder}.lock`, waiting, async () => {
    if (await exists(plan.folder)) return 'built'
    await removeAbandoned(cache)
    return await build(plan, names, env, say)
  })
}

async function build(plan: BuildPlan, names: readonly string[], env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<BuildOutcome> {
  const [first = '', ...others] = names
  const temporary = await mkdtemp(`${plan.folder}.building-`)
  try {
    say(`Building ${names.join(', ')} for the tests from ${plan.module}; this happens once and takes about six minutes on two cores.`)
    const started = performance.now()
    const built = await run('go', ['build', ...plan.flags, '-o', join(temporary, first), '.'], plan.module, { ...env, ...plan.env })
    if ('error' in built) return 'no go'
    if (built.code !== 0) return { failed: `go build in ${plan.module} failed (exit code ${built.code}):\n${lastLines(built.output, 15)}` }
    for (const name of others) await symlink(first, join(temporary, name))
    await rename(temporary, plan.folder)
    say(`Built in ${Math.round((performance.now() - started) / 1000)} s and kept in ${plan.folder}.`)
    return 'built'
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

async function removeAbandoned(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    if (!basename(name).includes('.building-')) continue
    const { mtimeMs } = await stat(join(cache, name)).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > ABANDONED_AFTER_MS) await rm(join(cache, name), { recursive: true, force: true })
  }
}

type Ran = { readonly code: number | null; readonly output: string } | { readonly error: string }

function run(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? resolve({ error: error.message }) : reject(error)))
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString() }))
  })
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  )
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n')
}
