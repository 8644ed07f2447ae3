#ifndef COLOC_CPOSIX_H
#define COLOC_CPOSIX_H

/// What the C library has and Swift's Glibc module does not show: open-file-description locks
/// (fcntl(2), F_OFD_SETLK), renameat2(2), extended attributes. Each returns -1 with errno set when it fails, else 0 where nothing
/// else is said.

/// Takes a write lock on the whole file behind `fd` without waiting: -1 with EAGAIN when another
/// open file description holds it. The kernel drops it with the last descriptor, also after a kill.
int coloc_ofd_try_lock(int fd);

/// Whether another open file description holds a lock on the file behind `fd` (F_OFD_GETLK): 1 or 0. Takes none.
int coloc_ofd_is_locked(int fd);

/// Renames without ever replacing what stands at `to` (RENAME_NOREPLACE).
int coloc_rename_noreplace(int from_dir, const char *from, int to_dir, const char *to);

/// Whether a file has an access control list (acl(5)): 1, or 0 when it has none or nobody can tell.
int coloc_has_acl(const char *path);

#endif
