import { spawn } from 'node:child_process'
import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { CHECKOUT } from '../../test/support/serve.ts'
import type { Watchdog } from '../../test/support/watchdog.ts'

/** What has to be built before it runs, by its file. */
export interface Programs {
  readonly goNoop: string
  readonly portcullis: string
}

export async function build(folder: string, watchdog: Watchdog): Promise<Programs> {
  return { goNoop: await buildGoNoop(folder, watchdog), portcullis: await buildPortcullis(folder, watchdog) }
}

/** The package as people run it, JavaScript and no `.ts`; returns its program. */
async function buildPortcullis(folder: string, watchdog: Watchdog): Promise<string> {
  const built = join(folder, 'package')
  await mkdir(built)
  for (const name of ['package.json', 'node_modules']) await symlink(join(CHECKOUT, name), join(built, name))
  const tsc = join(CHECKOUT, 'node_modules', 'typescript', 'bin', 'tsc')
  const args = [tsc, '-p', join(CHECKOUT, 'tsconfig.build.json'), '--outDir', join(built, 'dist')]
  await must(process.execPath, args, CHECKOUT, watchdog)
  return join(built, 'dist', 'main.js')
}

/** The yardstick; returns its program. Minutes the first time, seconds with Go's build cache. */
async function buildGoNoop(folder: string, watchdog: Watchdog): Promise<string> {
  const program = join(folder, 'go-noop')
  const env = { CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '-mod=readonly -buildvcs=false -trimpath' }
  await must('go', ['build', '-o', program, '.'], join(import.meta.dirname, '..', 'go-noop'), watchdog, env)
  return program
}

function must(program: string, args: readonly string[], cwd: string, watchdog: Watchdog, env: NodeJS.ProcessEnv = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    watchdog.guard(child)
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text
      })
    }
    child.once('error', (error: NodeJS.ErrnoException) => {
      const isAbsent = error.code === 'ENOENT'
      reject(isAbsent ? new Error(`no ${program} on the PATH: the yardstick is a webhook in Go, which is built here`) : error)
    })
    child.once('close', (code) => {
      if (code === 0) return resolve()
      reject(new Error(`${[program, ...args].join(' ')} in ${cwd}: exit code ${code}\n${said.trimEnd().split('\n').slice(-15).join('\n')}`))
    })
  })
}
