import ColocKit
import Testing

@testable import coloc

@Suite("The kernel's table of IPv4 routes")
struct RoutesTests {
  private let table = """
    Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
    eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
    eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0
    virbr0\t00004D0A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
    tun0\t0200000A\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0
    """

  @Test("Networks in host byte order; the default route is none")
  func parse() {
    #expect(Routes.parse(table).map(\.description) == ["192.168.1.0/24", "10.77.0.0/16", "10.0.0.2/32"])
  }

  @Test(
    "A table of nothing, or of rubbish, has no routes",
    arguments: ["", "Iface Destination\n", "a\nb c d\n\n", "h\nx\tzz\t0\t0\t0\t0\t0\tzz\n"]
  )
  func rubbish(_ text: String) { #expect(Routes.parse(text).isEmpty) }
}
