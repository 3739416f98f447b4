import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { findAssets } from '../test/support/control-plane/assets.ts'
import { type ControlPlane, startControlPlane } from '../test/support/control-plane/start.ts'
import { applyCrds } from '../test/support/crds.ts'
import { awaitCalls, startPortcullis } from '../test/support/portcullis.ts'
import { installBase } from '../test/support/registration.ts'
import type { Serve } from '../test/support/serve.ts'
import { tutorialFile } from '../test/support/tutorials.ts'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** What is there before Portcullis: a Gateway of Kong with its Services, as Kong's tutorial leaves it. */
async function setScene(plane: ControlPlane): Promise<Serve> {
  await applyCrds(plane, 'v1.7.0-standard')
  await plane.kubectl.must(['apply', '--filename', tutorialFile('kong-2.6')])
  const serve = await startPortcullis(plane, await installBase(plane), { failurePolicy: 'Ignore', logFile: join(plane.folder, 'portcullis.log') })
  await awaitCalls(plane)
  return serve
}

function onPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

function instructions({ kubeconfig, assets, folder }: ControlPlane): string {
  const path = onPath('kubectl') ? '' : ` PATH="$PATH:${assets}"`
  return `
A Kubernetes API server with Gateway API v1.7.0, the Gateway of Kong's tutorial, and Portcullis in front. In another terminal, in this folder:

  export KUBECONFIG='${kubeconfig}'${path}

  kubectl apply -f examples/playground/refused.yaml    # refused, with the reason
  kubectl apply -f examples/playground/warned.yaml     # admitted, with a warning
  kubectl apply -f examples/playground/fine.yaml       # admitted

The log of Portcullis: ${join(folder, 'portcullis.log')}
Ctrl-C ends all of it and leaves nothing behind.
`
}

async function main(): Promise<number> {
  const assets = await findAssets({ env: process.env, say })
  if (!('folder' in assets)) {
    process.stderr.write(`The playground needs a control plane: ${'absent' in assets ? assets.absent : assets.broken}\n`)
    return 1
  }
  // Ctrl-C before this is done ends the process as usual; the watchdog tidies up.
  say('Starting the API server and Portcullis …')
  const plane = await startControlPlane(assets.folder)
  try {
    const serve = await setScene(plane)
    const asked = new Promise<'asked'>((resolve) => {
      // Not once: a Ctrl-C arrives twice, from the terminal and from npm.
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve('asked'))
    })
    say(instructions(plane))
    const end = await Promise.race([asked, serve.process.ended])
    if (end !== 'asked') {
      process.stderr.write(`Portcullis ${serve.process.endedBecause()}\n`)
      return 1
    }
    say('Stopping …')
    await serve.stop()
    return 0
  } finally {
    await plane.stop()
  }
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  return 1
})
