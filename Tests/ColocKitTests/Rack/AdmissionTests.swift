import Testing

@testable import ColocKit

@Suite("Admission: libvirt takes a disk of any size, coloc does not")
struct AdmissionTests {
  private let pool = StoragePool(name: "coloc", path: "/pool", active: true, available: .gibibytes(100))
  private let facts = HostFacts(
    hostName: "local",
    libvirtVersion: 9_000_000,
    hypervisorVersion: 7_002_000,
    cpus: 8,
    memory: .gibibytes(16)
  )

  private func volume(_ capacity: Int64, _ allocation: Int64) -> Volume {
    Volume(name: "a", capacity: .gibibytes(capacity), allocation: .gibibytes(allocation))
  }

  private func fault(_ body: () throws(Failure) -> Void) -> Failure? {
    do throws(Failure) {
      try body()
      return nil
    } catch { return error }
  }

  @Test("What existing disks may still grow is taken, what they hold is not; a disk larger than its size adds nothing")
  func growth() {
    #expect(Admission.room(in: pool, volumes: [], reserve: .gibibytes(10)) == 90 << 30)
    #expect(Admission.room(in: pool, volumes: [volume(50, 20), volume(10, 11)], reserve: .gibibytes(10)) == 60 << 30)
    #expect(Admission.room(in: pool, volumes: [volume(500, 0)], reserve: .gibibytes(10)) == -410 << 30)
  }

  @Test("The last byte fits, one more is 73 with the figures")
  func disk() throws {
    #expect(
      fault { () throws(Failure) in
        try Admission.judge(disk: .gibibytes(60), in: pool, volumes: [volume(50, 20)], reserve: .gibibytes(10))
      } == nil
    )
    let failure = try #require(
      fault { () throws(Failure) in
        try Admission.judge(disk: .gibibytes(61), in: pool, volumes: [volume(50, 20)], reserve: .gibibytes(10))
      }
    )
    #expect(failure.kind == .cannotCreate)
    #expect(failure.message == "pool coloc can take 60G more, not 61G")
    #expect(
      failure.hints.first == "it has 100G free; existing disks may still grow, and 10G is kept (reserve.disk)"
    )
    let full = try #require(
      fault { () throws(Failure) in
        try Admission.judge(disk: .gibibytes(1), in: pool, volumes: [volume(500, 0)], reserve: .gibibytes(10))
      }
    )
    #expect(full.message == "pool coloc can take 0B more, not 1G")
  }

  @Test("Memory of running and paused domains is taken, whoever's they are")
  func memory() throws {
    func machine(_ number: Int, _ state: MachineState, _ memory: Int64) throws -> Machine {
      Machine(uuid: try Sample.uuid(number), name: "m\(number)", state: state, vcpus: 1, memory: .gibibytes(memory))
    }
    let machines = [try machine(1, .running, 4), try machine(2, .paused, 2), try machine(3, .off, 64)]
    #expect(
      fault { () throws(Failure) in
        try Admission.judge(memory: .gibibytes(8), running: machines, facts: facts, reserve: .gibibytes(2))
      } == nil
    )
    let failure = try #require(
      fault { () throws(Failure) in
        try Admission.judge(memory: .gibibytes(9), running: machines, facts: facts, reserve: .gibibytes(2))
      }
    )
    #expect(failure.kind == .cannotCreate)
    #expect(failure.message == "local has 8G memory left for VMs, not 9G")
    #expect(
      failure.hints == ["running VMs hold 6G of 16G, and 2G is kept for the host (reserve.memory)"]
    )
  }
}
