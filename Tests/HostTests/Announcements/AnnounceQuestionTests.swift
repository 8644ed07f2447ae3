import Foundation
import Testing

extension OwnerPath {
  /// What `maintenance announce` asks at a terminal about a message that may have gone out.
  @Suite
  struct AnnounceQuestionTests {
    private static let question = "was cut off and may have gone out. Send it [a]gain, [m]ark it as sent, [l]eave it? "

    @Test("left it stays unknown, again sends it once more, marked it is never sent")
    func answers() async throws {
      try await TrialRack.with { rack in
        try await rack.tenant("asso")
        try await rack.image(try Lab.image("no-os"))
        try await rack.create("web", for: "asso", "--no-wait")
        let post = try await TrialPost(rack)
        // EX_PROTOCOL: the program itself does not know.
        let lost = try rack.file("lost", "#!/bin/sh\nexit 76\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: lost)
        let window = try await rack.window()
        try await Self.lose(post, window, by: lost)

        for answer in ["l", "", "what?"] {
          let typist = try Self.announce(rack, window)
          try await typist.read(until: Self.question)
          try typist.type("\(answer)\n")
          #expect(try await typist.end() == 76, "\(answer)")
        }
        #expect(post.mails().isEmpty)

        var typist = try Self.announce(rack, window)
        try await typist.read(until: Self.question)
        try typist.type("a\n")
        try await typist.read(until: "1 message would be sent about \(window). Go on? [y/N] ")
        try typist.type("n\n")
        #expect(try await typist.end() == 64)
        #expect(post.mails().isEmpty)

        typist = try Self.announce(rack, window)
        try await typist.read(until: Self.question)
        try typist.type("Again\n")
        // What goes out is read before it does.
        let shown = try await typist.read(until: "Go on? [y/N] ")
        #expect(shown.contains("Hello,"))
        try typist.type("y\n")
        #expect(try await typist.end() == 0)
        #expect(post.mails().count == 1)
        try await rack.coloc("maintenance announce \(window) --yes", saying: ["nothing to send"])

        try await rack.coloc("maintenance plan \(window) --for 3h")
        try await Self.lose(post, window, by: lost)
        typist = try Self.announce(rack, window)
        try await typist.read(until: Self.question)
        try typist.type("m\n")
        #expect(try await typist.end() == 0)
        try await rack.coloc("maintenance announce \(window) --yes", saying: ["nothing to send"])
        #expect(post.mails().count == 1)

        // No channel carries it any more: nothing can be sent again.
        try await rack.coloc("maintenance plan \(window) --for 4h")
        try await Self.lose(post, window, by: lost)
        try post.configure(channels: "[]")
        let gone = ["no channel of coloc.yaml carries it any more", "--mark-sent"]
        try await rack.coloc("maintenance announce \(window) --yes", ends: 76, saying: gone)
        for (answer, status) in [("a", Int32(76)), ("m", 0)] {
          typist = try Self.announce(rack, window)
          try await typist.read(until: "may have gone out. [m]ark it as sent, [l]eave it? ")
          try typist.type("\(answer)\n")
          #expect(try await typist.end() == status, "\(answer)")
        }
        try await rack.coloc("maintenance announce \(window) --yes", saying: ["nothing to send"])
        #expect(post.mails().count == 1)
      }
    }

    /// Announces by a sendmail of which nobody knows what it did; then the good one is back.
    private static func lose(_ post: TrialPost, _ window: String, by lost: String) async throws {
      let path = post.rack.home + "/coloc.yaml"
      let before = try String(contentsOfFile: path, encoding: .utf8)
      let edited = before.replacing(/\nsendmail: .*/, with: "\nsendmail: \(lost)")
      try edited.write(toFile: path, atomically: false, encoding: .utf8)
      try await post.rack.coloc(
        "maintenance announce \(window) --yes",
        ends: 76,
        saying: ["nobody knows whether one message", "--resend", "--mark-sent"]
      )
      try before.write(toFile: path, atomically: false, encoding: .utf8)
    }

    private static func announce(_ rack: TrialRack, _ window: String) throws -> Typist {
      try Typist([Lab.coloc, "maintenance", "announce", window], environment: ["COLOC_HOME": rack.home])
    }
  }
}
