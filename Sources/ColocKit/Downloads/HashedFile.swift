/// A file's digest and the stamp it had when that was its digest: as long as the stamp holds, nobody need read it again.
struct HashedFile: Sendable {
  let digest: Digest
  let stamp: FileStamp
}
