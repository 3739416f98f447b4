import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { describeOnControlPlane } from '../support/on-control-plane.ts'
import { CHECKOUT } from '../support/serve.ts'

const WITHIN_MS = 90_000

interface Pasted {
  readonly code: number | null
  readonly said: string
}

async function paste(line: string, home: string): Promise<Pasted> {
  const shell = spawn('/bin/sh', ['-c', `exec 2>&1\n${line}`], {
    cwd: CHECKOUT,
    env: { PATH: '/usr/bin:/bin', HOME: home },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let said = ''
  shell.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const [code] = await once(shell, 'close')
  return { code, said }
}

describeOnControlPlane('npm run playground', (plane) => {
  it(
    'prints lines that do what they say, and leaves nothing behind',
    async () => {
      const { assets, folder: home } = plane()
      const env = { PATH: '/usr/bin:/bin', HOME: home, KUBEBUILDER_ASSETS: assets }
      const playground = spawn(process.execPath, [join(CHECKOUT, 'scripts', 'playground.ts')], {
        cwd: CHECKOUT,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let said = ''
      for (const stream of [playground.stdout, playground.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          said += text
        })
      }
      const ended = once(playground, 'close')
      try {
        await expect.poll(() => said.includes('Ctrl-C ends') || playground.exitCode !== null, { timeout: WITHIN_MS }).toBe(true)
        expect(playground.exitCode, said).toBe(null)
        const exported = /^ *(export KUBECONFIG='(.*)'.*)$/m.exec(said)
        const commands = [...said.matchAll(/^ *(kubectl apply .*)$/gm)].map(([, command]) => command)
        const [refused, warned, fine] = await Promise.all(commands.map((command) => paste(`${exported?.[1]}\n${command}`, home)))
        expect(refused).toEqual({ code: 1, said: expect.stringContaining('denied the request') })
        expect(warned).toEqual({ code: 0, said: expect.stringMatching(/^Warning: .*\ngatewayclass\S* created\n$/s) })
        expect(fine).toEqual({ code: 0, said: 'httproute.gateway.networking.k8s.io/second-echo created\n' })
        playground.kill('SIGINT')
        await expect.poll(() => said.includes('Stopping')).toBe(true)
        playground.kill('SIGINT')
        expect(await ended).toEqual([0, null])
        expect(existsSync(dirname(exported?.[2] ?? ''))).toBe(false)
      } finally {
        playground.kill('SIGTERM')
        await ended
      }
    },
    2 * WITHIN_MS,
  )
})
