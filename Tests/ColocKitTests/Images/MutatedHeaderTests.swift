import Foundation
import Testing

@testable import ColocKit

@Suite("No byte of a header makes the parser crash", .needs("qemu-img", package: "qemu-utils"))
struct MutatedHeaderTests {
  @Test("Every value of every byte among the first 512 of a real image")
  func mutations() throws {
    let image = try SampleImage()
    try image.qcow2()
    var bytes = try image.bytes("a.qcow2")
    let size = UInt64(bytes.count)
    var refused = 0
    bytes = Array(bytes.prefix(4096))
    for offset in 0..<512 {
      let original = bytes[offset]
      for value in UInt8.min...UInt8.max where value != original {
        bytes[offset] = value
        do throws(ImageFault) {
          let header = try ImageHeader(head: bytes, tail: [], fileSize: size, largest: .gibibytes(100))
          guard case .qcow2(let virtual) = header else { continue }
          #expect(virtual > 0 && virtual <= 100 << 30)
        } catch { refused += 1 }
      }
      bytes[offset] = original
    }
    #expect(refused > 5_000)
  }

  @Test("Random bytes behind the magic number", arguments: 0..<200)
  func noise(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    var bytes = (0..<Int.random(in: 4...4096, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
    bytes.replaceSubrange(0..<4, with: QCOW2Header.magic)
    if bytes.count > 24 { bytes.replaceSubrange(4..<24, with: [0, 0, 0, 3] + [UInt8](repeating: 0, count: 15) + [16]) }
    // Any outcome but a crash; random tables never fit a file of this size.
    #expect(throws: ImageFault.self) {
      try ImageHeader(head: bytes, tail: [], fileSize: UInt64(bytes.count), largest: .gibibytes(100))
    }
  }

  @Test("Random partition tables", arguments: 0..<50)
  func partitions(seed: UInt64) {
    var random = SplitMix(state: seed)
    var bytes = (0..<Int.random(in: 0...FirmwareGuess.window, using: &random)).map { _ in
      UInt8.random(in: 0...255, using: &random)
    }
    if bytes.count > 600 { bytes.replaceSubrange(512..<520, with: Array("EFI PART".utf8)) }
    if bytes.count > 600 { bytes.replaceSubrange(584..<592, with: [2, 0, 0, 0, 0, 0, 0, 0]) }
    #expect(Firmware.allCases.contains(FirmwareGuess.firmware(of: bytes)))
  }
}
