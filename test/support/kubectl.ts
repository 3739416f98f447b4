import { spawn } from 'node:child_process'

export interface KubectlOptions {
  readonly program: string
  readonly kubeconfig: string
  /** Stands in for the user's home, so that nothing of theirs is read or written (configuration, preferences, discovery cache). */
  readonly home: string
}

export interface KubectlCall {
  readonly stdin?: string
  /** Where relative file names start. */
  readonly cwd?: string
}

export interface KubectlResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The real kubectl, as one user of one control plane. */
export class Kubectl {
  readonly #options: KubectlOptions

  constructor(options: KubectlOptions) {
    this.#options = options
  }

  /** As another user, or at another server. */
  with(changes: Partial<KubectlOptions>): Kubectl {
    return new Kubectl({ ...this.#options, ...changes })
  }

  /** Runs `kubectl ARGS` and returns what a person would see, whether it failed or not. */
  run(args: readonly string[], { stdin = '', cwd }: KubectlCall = {}): Promise<KubectlResult> {
    const { program, kubeconfig, home } = this.#options
    const env = { HOME: home, KUBECONFIG: kubeconfig, LC_ALL: 'C', PATH: '/usr/bin:/bin', NO_COLOR: '1', TERM: 'dumb' }
    return new Promise((resolve, reject) => {
      const child = spawn(program, args, { env, cwd, stdio: ['pipe', 'pipe', 'pipe'] })
      let stdout = ''
      let stderr = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text
      })
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text
      })
      child.once('error', reject)
      child.once('close', (code, signal) => (code === null ? reject(new Error(`kubectl ended by ${signal}`)) : resolve({ code, stdout, stderr })))
      // It may end before it has read everything: what it says then is the answer.
      child.stdin.on('error', () => undefined)
      child.stdin.end(stdin)
    })
  }

  /** Runs `kubectl ARGS`, returns its stdout, throws with everything it said unless it succeeds. */
  async must(args: readonly string[], call: KubectlCall = {}): Promise<string> {
    const { code, stdout, stderr } = await this.run(args, call)
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: exit code ${code}\n${stderr}${stdout}`)
    return stdout
  }

  /** Applies manifests given as text, server-side and by force: for setting a scene, not for what a test is about. */
  async apply(manifests: string): Promise<string> {
    return await this.must(['apply', '--server-side', '--force-conflicts', '-f', '-'], { stdin: manifests })
  }
}
