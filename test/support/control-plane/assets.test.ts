import { chmod, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findAssets, missingPrograms } from './assets.ts'
import { withBuildLock } from './build-lock.ts'

let folder: string
let said: string[]
const say = (line: string) => void said.push(line)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-assets-'))
  said = []
})
afterEach(async () => await rm(folder, { recursive: true, force: true }))

async function program(path: string, script: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\n${script}\n`)
  await chmod(path, 0o755)
}

/** A Go toolchain that takes its time and writes what `body` says. */
async function fakeGo(body: string): Promise<NodeJS.ProcessEnv> {
  const bin = join(folder, 'bin')
  await mkdir(bin)
  await program(join(bin, 'go'), `[ "$1" = version ] && exit 0\necho built >> ${folder}/builds\nwhile [ "$1" != -o ]; do shift; done\n${body}`)
  return { PATH: `${bin}:/usr/bin:/bin`, XDG_CACHE_HOME: join(folder, 'cache') }
}

const WRITES_PROGRAM = 'sleep 0.3; printf "#!/bin/sh\\n" > "$2"; chmod 755 "$2"'

describe('KUBEBUILDER_ASSETS', () => {
  it('is taken as it is when it holds all three programs', async () => {
    for (const name of ['kube-apiserver', 'etcd', 'kubectl']) await program(join(folder, name), 'exit 0')
    expect(await findAssets({ env: { KUBEBUILDER_ASSETS: folder, PATH: '' }, say })).toEqual({ folder })
  })

  it('is refused with the names of what is missing or not executable', async () => {
    await program(join(folder, 'etcd'), 'exit 0')
    await writeFile(join(folder, 'kubectl'), '')
    expect(await findAssets({ env: { KUBEBUILDER_ASSETS: folder }, say })).toEqual({
      broken: `KUBEBUILDER_ASSETS=${folder}: no executable kube-apiserver, kubectl there; it has to hold kube-apiserver, etcd, kubectl`,
    })
  })
})

describe('the build', () => {
  it('is not tried without Go, with a reason that says so', async () => {
    const assets = await findAssets({ env: { PATH: folder, HOME: folder }, say })
    expect(assets).toEqual({ absent: expect.stringMatching(/^no Go on the PATH .* KUBEBUILDER_ASSETS is not set/) })
  })

  it('happens once for two that ask at once, is announced, and is found again', async () => {
    const env = await fakeGo(WRITES_PROGRAM)
    const [one, two] = await Promise.all([findAssets({ env, say }), findAssets({ env, say })])
    expect(one).toEqual(two)
    if (!('folder' in one)) throw new Error(JSON.stringify(one))
    expect(await missingPrograms(one.folder)).toEqual([])
    expect(await findAssets({ env, say })).toEqual(one)
    expect(await readFile(join(folder, 'builds'), 'utf8')).toBe('built\n')
    expect(said.toSorted()).toEqual([
      'Another process is building the control plane for the tests; waiting for it.',
      expect.stringMatching(
        /^Building kube-apiserver, etcd, kubectl for the tests from .*; this happens once and takes about six minutes on two cores\.$/,
      ),
      expect.stringMatching(/^Built in \d+ s and kept in /),
    ])
    expect(await readdir(join(folder, 'cache', 'portcullis', 'control-plane'))).toHaveLength(1)
  })

  it('that fails says what Go said and leaves nothing behind', async () => {
    const env = await fakeGo('echo "go.mod requires go >= 9.9" >&2; echo half > "$2"; exit 1')
    const assets = await findAssets({ env, say })
    expect(assets).toEqual({ broken: expect.stringMatching(/failed \(exit code 1\):\ngo.mod requires go >= 9.9\nOr set KUBEBUILDER_ASSETS/) })
    expect(await readdir(join(folder, 'cache', 'portcullis', 'control-plane'))).toEqual([])
  })
})

describe('the build lock', () => {
  const times = { beatMs: 20, deadAfterMs: 400 }

  it('left by a process that died is taken over', async () => {
    const lock = join(folder, 'lock')
    await writeFile(lock, '')
    await utimes(lock, 0, 0)
    let waited = 0
    expect(
      await withBuildLock(
        lock,
        () => void waited++,
        async () => 'done',
        times,
      ),
    ).toBe('done')
    expect(waited).toBe(1)
    expect(await readdir(folder)).toEqual([])
  })

  it('of a process that works for long is waited for', async () => {
    const lock = join(folder, 'lock')
    const order: string[] = []
    const long = withBuildLock(
      lock,
      () => undefined,
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 3 * times.deadAfterMs))
        order.push('first')
      },
      times,
    )
    await new Promise((resolve) => setTimeout(resolve, 50))
    await withBuildLock(
      lock,
      () => undefined,
      async () => order.push('second'),
      times,
    )
    await long
    expect(order).toEqual(['first', 'second'])
  })
})
