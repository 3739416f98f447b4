import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Kubectl, KubectlCall } from './kubectl.ts'
import { CHECKOUT } from './serve.ts'

const FOLDER = join(CHECKOUT, 'test', 'e2e', 'golden')

/** Compares with `test/e2e/golden/NAME.txt`, byte for byte. PORTCULLIS_UPDATE_GOLDEN=1 writes the file instead. */
export async function expectGolden(name: string, actual: string): Promise<void> {
  const path = join(FOLDER, `${name}.txt`)
  if (process.env.PORTCULLIS_UPDATE_GOLDEN === '1') await writeFile(path, actual)
  const expected = await readFile(path, 'utf8').catch(() => {
    throw new Error(`${path} does not exist; PORTCULLIS_UPDATE_GOLDEN=1 writes it, to be read before it is committed`)
  })
  expect(actual).toBe(expected)
}

/** Commands at a terminal with what each printed and how it ended. */
export class Transcript {
  readonly #kubectl: Kubectl
  readonly #call: KubectlCall
  readonly #entries: string[] = []

  constructor(kubectl: Kubectl, call: KubectlCall = {}) {
    this.#kubectl = kubectl
    this.#call = call
  }

  /** Runs `kubectl COMMAND`, split at spaces outside of single quotes, and returns the exit code. */
  async run(command: string): Promise<number> {
    const args = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
    const { code, stdout, stderr } = await this.#kubectl.run(args, this.#call)
    this.#entries.push([`$ kubectl ${command}\n`, section('stderr', stderr), section('stdout', stdout), `-- exit code ${code}\n`].join(''))
    return code
  }

  toString(): string {
    return this.#entries.join('\n')
  }
}

function section(name: string, text: string): string {
  if (text === '') return ''
  return `-- ${name}\n${text}${text.endsWith('\n') ? '' : '\n-- (no line break at the end)\n'}`
}
