import { afterEach } from 'vitest'
import type { WorkplaceData } from '../../renderer/data/index.ts'
import { newDisk, openStation } from '../../renderer/data/testing/test-workplace.ts'
import type { RunningServer } from '../contracts/running-server.ts'
import { createLine, startClinic } from './line.ts'

type Disk = ReturnType<typeof newDisk>

/** Puts a server and stations on the stage and takes them off after the test. */
export function setStage() {
  const stations: WorkplaceData[] = []
  const servers: RunningServer[] = []
  afterEach(async () => {
    await Promise.all(stations.splice(0).map((data) => data.close()))
    await Promise.all(servers.splice(0).map((server) => server.stop()))
  })
  return {
    async server(options: Parameters<typeof startClinic>[0] = {}) {
      const server = await startClinic(options)
      servers.push(server)
      return server
    },
    /** Takes a server off before the end, with its data folder left where it was given. */
    async stop(server: RunningServer) {
      servers.splice(servers.indexOf(server), 1)
      await server.stop()
    },
    async station(name: string, server: () => RunningServer, disk: Disk = newDisk(), user?: string) {
      const line = createLine(server, user)
      const data = await openStation(name, disk, line.fetch)
      stations.push(data)
      const close = async () => {
        stations.splice(stations.indexOf(data), 1)
        await data.close()
      }
      return { data, line, disk, close }
    },
  }
}
