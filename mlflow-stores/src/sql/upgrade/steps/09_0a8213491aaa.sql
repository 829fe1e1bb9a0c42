-- mysql

-- @drop-check runs status
