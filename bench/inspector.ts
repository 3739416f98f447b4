/** Another Node.js process as its own debugger sees it, by the address that it prints when it is started with `--inspect`. */
export interface Inspector {
  /** Bytes of the heap and of what hangs on it outside (buffers), after a garbage collection. */
  liveBytes(): Promise<number>
  close(): void
}

export async function inspect(address: string): Promise<Inspector> {
  const socket = new WebSocket(address)
  const waiting = new Map<number, (result: unknown) => void>()
  let serial = 0
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', reject)
  })
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown }
    if (id !== undefined) waiting.get(id)?.(result)
  })
  const ask = <T>(method: string) =>
    new Promise<T>((resolve) => {
      const id = ++serial
      waiting.set(id, (result) => {
        waiting.delete(id)
        resolve(result as T)
      })
      socket.send(JSON.stringify({ id, method }))
    })
  return {
    async liveBytes() {
      // What finalizers hold is free only the second time.
      for (let n = 0; n < 2; n++) await ask('HeapProfiler.collectGarbage')
      const { usedSize, backingStorageSize } = await ask<{ usedSize: number; backingStorageSize?: number }>('Runtime.getHeapUsage')
      return usedSize + (backingStorageSize ?? 0)
    },
    close: () => socket.close(),
  }
}
