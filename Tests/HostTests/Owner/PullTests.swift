import Foundation
import Testing

extension OwnerPath {
  /// Images from a publisher's server, into a real pool, up to a VM that runs.
  @Suite
  struct PullTests {
    private static let debian = "bookworm/latest"
    private static let name = "debian-12-genericcloud-amd64.qcow2"

    @Test("pull, pull again, refresh, and a VM on it; the image's bytes in the pool are the published ones")
    func wholePath() async throws {
      try await TrialRack.with { rack in
        let mirror = try LabMirror()
        let guest = URL(filePath: try Lab.image("small-guest"))
        try await mirror.publish(file: guest, as: Self.name, in: Self.debian, digestBeside: false)
        try rack.catalogue("debian", "base: \(mirror.base("moved"))\n")
        let dry = try await rack.item("image pull debian --release 12 --dry-run --json")
        #expect(dry["image"] is NSNull)
        #expect(try await rack.items("image list --json").isEmpty)
        let image = try await rack.item("image pull debian --release 12 --json")
        #expect(image["sha512"] as? String == dry["sha512"] as? String)
        #expect(image["source"] as? String == mirror.base("moved") + "/\(Self.debian)/\(Self.name)")
        let volume = "\(rack.home)/volume"
        let words = try "vol-download \(image["volume"] as? String ?? "") \(volume) --pool \(rack.object)"
        _ = try await rack.virsh(words)
        #expect(FileManager.default.contentsEqual(atPath: volume, andPath: guest.path()))
        try FileManager.default.removeItem(atPath: volume)
        try await rack.coloc("image pull debian --release 12", saying: ["is there already"])
        try await rack.coloc("image pull debian --release 12 --refresh", saying: ["is there already"])

        try await rack.tenant("asso")
        try await rack.create("web", for: "asso", "--no-wait")
        try await mirror.publish(
          file: URL(filePath: try Lab.image("no-os")),
          as: Self.name,
          in: Self.debian,
          digestBeside: false
        )
        try await rack.coloc("image pull debian --release 12 --refresh")
        let images = try await rack.items("image list --json")
        #expect(images.count == 2)
        // The old one stays: a VM stands on it.
        let old = image["name"] as? String ?? ""
        try await rack.coloc("image remove \(old) --confirm \(old)", ends: 75, saying: ["web"])
        let available = try await rack.items("image list --available --json").first { $0["release"] as? String == "12" }
        #expect(available?["image"] as? String != old && available?["image"] is String)
        #expect(try rack.downloads().isEmpty)
      }
    }

    @Test("cut off, gone on with, a wrong sum, absent: codes, words, and what stays")
    func faults() async throws {
      try await TrialRack.with { rack in
        let (mirror, size) = try await published(in: rack, "cut")
        let pull = "image pull debian --release 12"
        try await rack.coloc(pull, ends: 69, saying: ["type it again later: it goes on where it stopped"])
        let part = try #require(try rack.downloads().first)
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(rack.home)/downloads/\(part)")
        #expect(attributes[.posixPermissions] as? Int == 0o600 && attributes[.size] as? Int == size / 2)
        // A command that looks after what was interrupted leaves it alone.
        try await rack.coloc("recover")
        #expect(try rack.downloads() == [part])
        try rack.catalogue("debian", "base: \(mirror.base("ok"))\n")
        try await rack.coloc(pull, saying: ["goes on at", "as the publisher says"])
        #expect(try rack.downloads().isEmpty)

        let sums = Self.debian + "/SHA512SUMS"
        try mirror.write("\(String(repeating: "0", count: 128))  \(Self.name)\n", to: sums)
        try await rack.coloc(pull + " --refresh", ends: 65, saying: ["has the sum", "it was removed"])
        #expect(try rack.downloads().isEmpty)
        try mirror.write("<html>\n", to: sums)
        try await rack.coloc(pull + " --refresh", ends: 65, saying: ["has no SHA-512 digest of \(Self.name)"])
        try await rack.coloc("image pull debian --release 13", ends: 66, saying: ["there is no http://127.0.0.1"])
        try await rack.coloc("image pull debian --release 11", ends: 64, saying: ["known: 12, 13"])
        try await rack.coloc("image pull debian --firmware uefi", ends: 64, saying: ["there is: bios"])
        try rack.catalogue("debian", "base: ftp://x\nmirror: y\n")
        let told = ["images.yaml:1: base: ", "images.yaml:2: mirror: is not a key here"]
        try await rack.coloc(pull, ends: 65, saying: told)
        try await rack.coloc("image list --available", ends: 65, saying: told)
        #expect(try await rack.items("image list --json").count == 1)
      }
    }

    @Test("a disk without room: 73 before it is full, and what came stays; room again, and it goes on")
    func fullDisk() async throws {
      try await TrialRack.with { rack in
        let (mirror, _) = try await published(in: rack, "slow")
        let pull = "image pull debian --release 12"
        let downloads = rack.home + "/downloads"
        func mount(_ size: String) async throws {
          let outcome = try await Lab.run(["mount", "-t", "tmpfs", "-o", "size=\(size),mode=0700", "full", downloads])
          guard outcome.status == 0 else { throw LabFault("mount: \(outcome)") }
        }
        try await mount("64k")
        do {
          try await rack.coloc(pull, ends: 73, saying: ["no space left for the download", "has room for"])
          try await rack.coloc("status")
          _ = try await Lab.run(["mount", "-o", "remount,size=64M", downloads])
          #expect(try rack.downloads().count == 1)
          try rack.catalogue("debian", "base: \(mirror.base("cut"))\n")
          try await rack.coloc(pull, ends: 69)
          try rack.catalogue("debian", "base: \(mirror.base("ok"))\n")
          try await rack.coloc(pull, saying: ["goes on at"])
          // A server that does not say how much comes: found out when it is full, and nothing of it stays.
          _ = try await Lab.run(["umount", downloads])
          try await mount("64k")
          try rack.catalogue("debian", "base: \(mirror.base("nolength"))\n")
          let name = try await rack.item("image list --json")["name"] as? String ?? ""
          try await rack.coloc("image remove \(name) --confirm \(name)")
          try await rack.coloc(pull, ends: 73, saying: ["no space left for the download", "it was removed"])
          #expect(try rack.downloads().isEmpty)
        } catch {
          Issue.record(error)
        }
        _ = try await Lab.run(["umount", downloads])
      }
    }

    @Test("a signature by a key of the owner's keyring, by another, and none at all")
    func signature() async throws {
      try await TrialRack.with { rack in
        let (mirror, _) = try await published(in: rack, "ok")
        let sums = mirror.directory.appending(path: Self.debian + "/SHA512SUMS").path()
        let keys = "\(rack.home)/gnupg"
        try await gpg(keys, "--quick-gen-key", "good@x", "ed25519", "sign", "never")
        try await gpg(keys, "--quick-gen-key", "other@x", "ed25519", "sign", "never")
        let keyring = "\(rack.home)/publisher.gpg"
        try await gpg(keys, "--output", keyring, "--export", "good@x")
        let base = "base: \(mirror.base("ok"))\nkey: \(keyring)\nsignature_suffix: .sign\n"
        try rack.catalogue("debian", base)
        let pull = "image pull debian --release 12"
        try await rack.coloc(pull, ends: 66, saying: ["SHA512SUMS.sign"])
        try await gpg(keys, "--local-user", "other@x", "--output", sums + ".sign", "--detach-sign", sums)
        try await rack.coloc(pull, ends: 65, saying: ["is not a good one by a key in \(keyring)"])
        try FileManager.default.removeItem(atPath: sums + ".sign")
        try await gpg(keys, "--local-user", "good@x", "--output", sums + ".sign", "--armor", "--detach-sign", sums)
        try rack.catalogue("debian", base.replacing(keyring, with: "/nowhere.gpg"))
        try await rack.coloc(pull, ends: 78, saying: ["there is no keyring /nowhere.gpg"])
        try rack.catalogue("debian", base)
        try await rack.coloc(pull)
        // The list was changed after it was signed.
        let list = try String(contentsOfFile: sums, encoding: .utf8)
        try mirror.write(list + "\n", to: Self.debian + "/SHA512SUMS")
        try await rack.coloc(pull + " --refresh", ends: 65, saying: ["is not a good one"])
        _ = try await Lab.run(["gpgconf", "--homedir", keys, "--kill", "all"])
      }
    }

    /// A mirror with an image of Debian 12, in the catalogue under one of its modes, and the image's size.
    private func published(in rack: TrialRack, _ mode: String) async throws -> (LabMirror, Int) {
      let mirror = try LabMirror()
      let file = URL(filePath: try Lab.image("no-os"))
      try await mirror.publish(file: file, as: Self.name, in: Self.debian, digestBeside: false)
      try rack.catalogue("debian", "base: \(mirror.base(mode))\n")
      return (mirror, try Data(contentsOf: file).count)
    }

    private func gpg(_ home: String, _ arguments: String...) async throws {
      try FileManager.default.createDirectory(
        atPath: home,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
      let batch = ["gpg", "--homedir", home, "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", ""]
      let outcome = try await Lab.run(batch + arguments)
      guard outcome.status == 0 else { throw LabFault("gpg \(arguments): \(outcome)") }
    }
  }
}
