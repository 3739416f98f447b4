/**
 * `portcullis check` on 1,000 manifests, start-up included, against only reading and parsing them. Both are run in turn, so that a neighbour's
 * noise hits both; the medians count.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { writeManifests } from './manifests.ts'

const { values } = parseArgs({
  options: {
    manifests: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '9' },
    /** The program under test, such as dist/main.js. */
    program: { type: 'string', default: join(import.meta.dirname, '..', 'src', 'main.ts') },
  },
})
const MOST_RATIO = 3
const MOST_MS = 1000

const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'))
try {
  const manifests = join(folder, 'manifests')
  mkdirSync(manifests)
  writeManifests(manifests, Number(values.manifests))
  const contestants = {
    'read and parse': [join(import.meta.dirname, 'parse-only.mjs'), manifests],
    'portcullis check': [values.program, 'check', manifests, '--fail-on', 'never'],
    'node -e 0': ['-e', '0'],
    'portcullis --version': [values.program, '--version'],
  }
  const times = new Map(Object.keys(contestants).map((name) => [name, [] as number[]]))
  let said = ''
  // The first round fills the compile cache and the file system's.
  for (let round = 0; round <= Number(values.rounds); round += 1) {
    for (const [name, args] of Object.entries(contestants)) {
      const { ms, stdout } = run(args)
      if (round > 0) times.get(name)?.push(ms)
      if (name === 'portcullis check') said = stdout.trim().split('\n').at(-1) ?? ''
    }
  }
  const of = (name: keyof typeof contestants) => median(times.get(name) ?? [])
  const [floor, check] = [of('read and parse'), of('portcullis check')]
  const lines = Object.keys(contestants).map(
    (name) =>
      `${name.padEnd(22)}${of(name as keyof typeof contestants)
        .toFixed(0)
        .padStart(6)} ms`,
  )
  process.stdout.write(`${said}\n${lines.join('\n')}\n`)
  process.stdout.write(`check is ${(check / floor).toFixed(2)} times reading and parsing (at most ${MOST_RATIO}, and under ${MOST_MS} ms)\n`)
  process.stdout.write(`--version is ${(of('portcullis --version') - of('node -e 0')).toFixed(0)} ms above node itself\n`)
  if (check / floor > MOST_RATIO || check > MOST_MS) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true })
}

function run(args: readonly string[]): { readonly ms: number; readonly stdout: string } {
  const start = performance.now()
  const stdout = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 })
  return { ms: performance.now() - start, stdout }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
