import { BadAnswer } from './api-error.ts'

/** Cuts a stream into lines, without their ends. Rejects with BadAnswer when a line is longer than `limit` bytes or the last one has no end. */
export async function* lines(body: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<string> {
  let parts: Buffer[] = []
  let held = 0
  for await (const bytes of body) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    let start = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      parts.push(chunk.subarray(start, end))
      held += end - start
      if (held > limit) throw tooLong(limit)
      const line = parts.length === 1 ? (parts[0] as Buffer).toString('utf8') : Buffer.concat(parts).toString('utf8')
      parts = []
      held = 0
      start = end + 1
      if (line.trim() !== '') yield line
    }
    if (start < chunk.length) {
      parts.push(chunk.subarray(start))
      held += chunk.length - start
      if (held > limit) throw tooLong(limit)
    }
  }
  if (held > 0) throw new BadAnswer('the watch ended in the middle of a line')
}

function tooLong(limit: number): BadAnswer {
  return new BadAnswer(`the watch sent a line longer than ${limit} bytes`)
}
