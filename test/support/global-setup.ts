import type { TestProject } from 'vitest/node'
import { type Assets, findAssets } from './control-plane/assets.ts'

declare module 'vitest' {
  interface ProvidedContext {
    assets: Assets
  }
}

/** Once for each run that has tests on a control plane: finds or builds its programs. */
export default async function setup(project: TestProject): Promise<void> {
  const assets = await findAssets({ env: process.env, say: (line) => process.stderr.write(`${line}\n`) })
  const required = process.env.PORTCULLIS_REQUIRE_CONTROL_PLANE === '1'
  if (!('folder' in assets)) {
    const reason = 'absent' in assets ? assets.absent : assets.broken
    process.stderr.write(`No control plane for test/e2e: ${reason}\n`)
    project.provide('assets', 'absent' in assets && !required ? assets : { broken: reason })
    return
  }
  project.provide('assets', assets)
}
