import Foundation
import Testing

extension OwnerPath {
  /// A pool and a network that are not as the rack left them.
  @Suite
  struct RepairTests {
    @Test("a half-filled image volume without a record vouches for nothing: the image is taken in anew")
    func halfFilledVolume() async throws {
      try await TrialRack.with { rack in
        let path = try Lab.image("no-os")
        let digest = try await Lab.run(["sha512sum", path]).stdout.prefix(128)
        let name = "debian-12-\(digest.prefix(8))"
        let volume = "/var/lib/libvirt/images/\(try rack.object)/image-\(name).qcow2"
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        // As an upload leaves it that was cut off: the whole size, half of the content.
        let half = try FileHandle(forReadingFrom: URL(filePath: path)).read(upToCount: size / 2) ?? Data()
        try half.write(to: URL(filePath: volume))
        let cut = try await Lab.run(["truncate", "-s", "\(size)", volume])
        #expect(cut.status == 0, "\(cut)")
        _ = try await rack.virsh("pool-refresh \(try rack.object)")
        #expect(try await rack.virsh("vol-list \(try rack.object)").contains(name))
        #expect(try await rack.coloc("image list --quiet").stdout == "")
        #expect(try await rack.image(path) == name)
        #expect(try await Lab.run(["sha512sum", volume]).stdout.prefix(128) == digest)
        #expect(try FileManager.default.attributesOfItem(atPath: volume)[.posixPermissions] as? Int == 0o600)
        // A record whose volume is gone is no image either.
        _ = try await rack.virsh("vol-delete image-\(name).qcow2 --pool \(try rack.object)")
        #expect(try await rack.image(path) == name)
        #expect(try await Lab.run(["sha512sum", volume]).stdout.prefix(128) == digest)
      }
    }

    @Test("a pool or a network that is not as coloc.yaml says: 78 with the way forward, nothing changed")
    func otherThanConfigured() async throws {
      try await TrialRack.with { rack in
        let file = rack.home + "/coloc.yaml"
        let sound = try String(contentsOfFile: file, encoding: .utf8)
        let (object, range) = (try rack.object, try rack.range)
        let before = try await rack.everything()
        let changes = [
          (
            "/images/\(object)", "/images/\(object)-elsewhere",
            ["pool \(object) lies at", "and at", "coloc moves no disks"]
          ),
          (
            "\(range).0/24", "10.200.0.0/24",
            ["network \(object) is \(range).1/24 in libvirt and 10.200.0.0/24 in coloc.yaml", "a new network name"]
          ),
        ]
        for (old, new, words) in changes {
          let changed = sound.replacing(old, with: new)
          #expect(changed != sound, "\(old) is not in coloc.yaml")
          try changed.write(toFile: file, atomically: false, encoding: .utf8)
          try await rack.coloc("init", ends: 78, saying: words)
        }
        try sound.write(toFile: file, atomically: false, encoding: .utf8)
        #expect(try await rack.everything() == before)
        #expect(!FileManager.default.fileExists(atPath: "/var/lib/libvirt/images/\(object)-elsewhere"))
        try await rack.coloc("init", saying: ["is there"])
      }
    }
  }
}
