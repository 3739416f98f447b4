import { access, constants } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type BuildPlan, buildPlan, buildPrograms } from './build.ts'

export const PROGRAMS = ['kube-apiserver', 'etcd', 'kubectl'] as const
export type Program = (typeof PROGRAMS)[number]

/** `folder` holds the three programs by their names. `absent`: nobody asked for any and they cannot be built here. `broken`: they should be there and are not. */
export type Assets = { readonly folder: string } | { readonly absent: string } | { readonly broken: string }

export interface AssetsOptions {
  readonly env: NodeJS.ProcessEnv
  /** Receives one line before a build and one after. */
  readonly say: (line: string) => void
  /** The Go module; the project's own if not given. */
  readonly module?: string
}

/** Finds the three programs, or builds them once. Never throws for what a person can set right: the reason is in the answer. */
export async function findAssets({ env, say, module }: AssetsOptions): Promise<Assets> {
  if (env.KUBEBUILDER_ASSETS) return await given(env.KUBEBUILDER_ASSETS)
  const plan = await buildPlan(join(cacheFolder(env), 'portcullis', 'control-plane'), module)
  if ('unsupported' in plan) return { absent: `${plan.unsupported}; set KUBEBUILDER_ASSETS to a folder that holds ${PROGRAMS.join(', ')}` }
  if ((await missingPrograms(plan.folder)).length === 0) return { folder: plan.folder }
  return await build(plan, env, say)
}

async function given(folder: string): Promise<Assets> {
  const missing = await missingPrograms(folder)
  if (missing.length === 0) return { folder }
  return { broken: `KUBEBUILDER_ASSETS=${folder}: no executable ${missing.join(', ')} there; it has to hold ${PROGRAMS.join(', ')}` }
}

async function build(plan: BuildPlan, env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<Assets> {
  const outcome = await buildPrograms(plan, PROGRAMS, env, say)
  if (outcome === 'built') return { folder: plan.folder }
  if (outcome === 'no go') {
    return {
      absent: 'no Go on the PATH to build kube-apiserver, etcd and kubectl with, and KUBEBUILDER_ASSETS is not set to a folder that holds them',
    }
  }
  return { broken: `${outcome.failed}\nOr set KUBEBUILDER_ASSETS to a folder that holds ${PROGRAMS.join(', ')}.` }
}

export async function missingPrograms(folder: string): Promise<Program[]> {
  const there = await Promise.all(PROGRAMS.map((name) => isExecutable(join(folder, name))))
  return PROGRAMS.filter((_, i) => !there[i])
}

async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}

function cacheFolder(env: NodeJS.ProcessEnv): string {
  return env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache')
}
