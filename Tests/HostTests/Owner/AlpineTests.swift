import Foundation
import Testing

extension OwnerPath {
  /// A real Alpine through the same path, where somebody has an image: `COLOC_TEST_ALPINE=FILE make test`.
  @Suite(.enabled(if: Lab.alpineImage != nil, "no Alpine image here: COLOC_TEST_ALPINE=FILE make test"))
  struct AlpineTests {
    @Test("Alpine from pull to purge", .timeLimit(.minutes(20)))
    func alpine() async throws {
      let file = URL(filePath: try #require(Lab.alpineImage))
      let name = file.lastPathComponent
      let parts = name.split(separator: "-").map(String.init)
      let version = parts.lazy.compactMap { part in part.split(separator: ".").count == 3 ? part : nil }.first
      let release = try #require(version, "no version in \(name)").split(separator: ".").prefix(2).joined(
        separator: "."
      )
      let firmware = parts.contains("uefi") ? "uefi" : "bios"
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        let mirror = try LabMirror()
        let directory = "v\(release)/releases/cloud"
        try await mirror.publish(file: file, in: directory, digestBeside: true)
        try rack.catalogue("alpine", "base: \(mirror.base("ok"))\n")
        let pull = "image pull alpine --release \(release) --firmware \(firmware)"
        try await rack.coloc(pull, saying: [file.lastPathComponent], timeout: .seconds(600))
        try await RealGuest(rack: rack, name: "alp", manners: .alpine).walk(memory: "512M")
      }
    }
  }
}
