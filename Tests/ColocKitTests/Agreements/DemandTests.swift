import ColocKit
import Testing

@Suite("Demands are totals")
struct DemandTests {
  @Test("Several VMs are summed field by field; none is nothing")
  func sum() throws {
    let vms = [try Sample.vm("one", number: 1), try Sample.vm("two", number: 2)]
    #expect(Demand(of: vms) == Demand(vms: 2, vcpus: 4, memory: .gibibytes(4), disk: .gibibytes(40)))
    #expect(Demand(of: [VMRecord]()) == Demand())
  }

  @Test("Words and JSON")
  func words() throws {
    let demand = Demand(of: try Sample.vm())
    #expect(demand.words == "1 VM, 2 vCPUs, 2G memory, 20G disk")
    #expect(demand.json.compact == #"{"disk":21474836480,"memory":2147483648,"vcpus":2,"vms":1}"#)
  }
}
