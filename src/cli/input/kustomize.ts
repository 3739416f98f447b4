import { execFile } from 'node:child_process'
import type { Document, Documents } from '../../documents/document.ts'
import { parseDocuments } from '../../documents/parse.ts'

const RENDERERS = [
  ['kubectl', 'kustomize'],
  ['kustomize', 'build'],
] as const
const MOST_BYTES = 1 << 30

export interface RenderContext {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stop: AbortSignal
}

/** The objects that a Kustomize folder renders to; the place of each is the kustomization file, for it is in no file. Never rejects. */
export async function render(folder: string, file: string, context: RenderContext): Promise<Documents> {
  const at = { line: 1, column: 1 }
  const failed = (message: string): Documents => ({ documents: [], problems: [{ file, ...at, message }] })
  for (const [program, verb] of RENDERERS) {
    const rendered = await run(program, [verb, folder], context)
    if (rendered === undefined) continue
    if ('failed' in rendered) return failed(`cannot be rendered: ${program} ${verb} says: ${rendered.failed}`)
    const { documents, problems } = parseDocuments(rendered.stdout, file)
    return {
      documents: documents.map(({ object, index }): Document => ({ object, file, index, line: 1, position: () => at })),
      problems: problems.map(({ message, line }) => ({ file, ...at, message: `${message} (line ${line ?? 1} of what ${program} ${verb} renders)` })),
    }
  }
  return failed(
    `needs kubectl or kustomize on the PATH to be rendered, and neither is there: install one, or render it elsewhere: kustomize build ${folder} | portcullis check -`,
  )
}

type Rendered = { readonly stdout: string } | { readonly failed: string }

/** Undefined where there is no such program. */
function run(program: string, args: readonly string[], { env, stop }: RenderContext): Promise<Rendered | undefined> {
  return new Promise((resolve) => {
    const options = { env: env as NodeJS.ProcessEnv, signal: stop, maxBuffer: MOST_BYTES, encoding: 'utf8' as const }
    execFile(program, [...args], options, (error, stdout, stderr) => {
      if (!error) return resolve({ stdout })
      if (error.code === 'ENOENT') return resolve(undefined)
      const said = stderr.trim().split('\n').filter(Boolean).join('; ')
      resolve({ failed: said || error.message })
    })
  })
}
