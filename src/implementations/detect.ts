import { DEFINITIONS, implementationProblem } from './index.ts'
import { versionNumber } from './version.ts'
import { imageOf, WORKLOADS, type Workload } from './workloads.ts'

/** What a Deployment says of the controller in it: an implementation entry, and where it was read. */
export interface Detected {
  readonly entry: string
  /** `Deployment NAMESPACE/NAME, image IMAGE` */
  readonly from: string
}

export interface Detection {
  /** Older versions first, so that of several versions of one controller the newest counts. */
  readonly found: readonly Detected[]
  /** What was seen and cannot be used, in words. */
  readonly notes: readonly string[]
}

/** The implementations that run in a cluster, by the images, environments and arguments of its Deployments. Pure; the order of workloads does not matter. */
export function detect(unordered: readonly Workload[]): Detection {
  const workloads = [...unordered].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  const found: (Detected & { readonly implementation: string; readonly version: number })[] = []
  const notes: string[] = []
  for (const workload of workloads) {
    for (const own of workload.containers) {
      const { repository, tag } = imageOf(own.image)
      const signs = WORKLOADS.find((one) => one.repository.test(repository))
      if (!signs) continue
      const from = `Deployment ${nameOf(workload)}, image ${own.image}`
      const [version = ''] = /^v?\d+\.\d+(\.\d+)?/.exec(tag) ?? []
      const settings = Object.entries(signs.settings(own, workload, workloads)).map(([key, value]) => `,${key}=${value}`)
      const entry = `${signs.implementation}@${version}${settings.join('')}`
      const problem = version === '' ? `its tag "${tag}" is no version` : implementationProblem(entry)
      if (problem !== undefined) notes.push(`${from}: ${problem}; ${newest(signs.implementation)} is assumed`)
      else found.push({ entry, from, implementation: signs.implementation, version: versionNumber(version) ?? 0 })
    }
  }
  found.sort((a, b) => a.version - b.version)
  for (const { implementation } of found.filter((one, at) => found.findIndex((other) => other.implementation === one.implementation) === at)) {
    const entries = new Set(
      found.filter((one) => one.implementation === implementation && !one.entry.includes(',controllerName=')).map(({ entry }) => entry),
    )
    if (entries.size > 1) notes.push(`${implementation} runs in several ways (${[...entries].join(' and ')}): the last counts`)
  }
  return { found: found.map(({ entry, from }) => ({ entry, from })), notes: notes.sort() }
}

function nameOf({ namespace, name }: Workload): string {
  return `${namespace}/${name}`
}

function newest(name: string): string {
  const definition = DEFINITIONS.find((one) => one.name === name)
  return `${name}@${definition?.assumed ?? definition?.versions.at(-1)}`
}
